import type { Procedure } from '#shared/domain/procedure/procedure.ts';

/** Times each procedure was chosen here, by code then by day `YYYY-MM-DD`. */
export type Usage = ReadonlyMap<string, Readonly<Record<string, number>>>;

const DAY_MS = 86_400_000;

/** Most used first: 4 × the last 2 days + 2 × the last 8 + 1 × the last 30; then by title. */
export function orderByUse(procedures: readonly Procedure[], usage: Usage, today: string): readonly Procedure[] {
  const score = new Map(procedures.map(({ code }) => [code, scoreOf(usage.get(code) ?? {}, today)]));
  return [...procedures].sort((a, b) => (score.get(b.code) ?? 0) - (score.get(a.code) ?? 0) || a.title.localeCompare(b.title, 'fr'));
}

function scoreOf(days: Readonly<Record<string, number>>, today: string): number {
  return Object.entries(days).reduce((sum, [day, times]) => {
    const age = (Date.parse(today) - Date.parse(day)) / DAY_MS;
    const weight = (age < 2 ? 4 : 0) + (age < 8 ? 2 : 0) + (age < 30 ? 1 : 0);
    return sum + weight * times;
  }, 0);
}
