import { z } from 'zod';
import { isoDaySchema } from '#shared/lib/dates.ts';
import { deskNumberSchema } from './desk-number.ts';
import type { DeskDayClosing } from './desk-day.ts';
import { numberGaps } from './number-gaps.ts';

/** One number that the desk gave that day, as its journal knows it. */
export const dayEntrySchema = z
  .object({
    number: deskNumberSchema,
    kind: z.enum(['request', 'mail-item']),
    voided: z.boolean(),
    /** Where its paper is; `none`: no ticket was asked for. */
    paper: z.enum(['printed', 'not-printed', 'uncertain', 'none']),
    /** What the GRC said: nothing yet, yes, or no. */
    answer: z.enum(['waiting', 'accepted', 'refused']),
    /** Its own number; null until it gives one. */
    grcNumber: z.string().nullable(),
  })
  .readonly();
export type DayEntry = z.infer<typeof dayEntrySchema>;

/** Printed = recorded = accepted = numbered, or the list of what is not. */
export type DaySheet = {
  readonly day: string;
  /** In the order of their numbers. */
  readonly entries: readonly DayEntry[];
  readonly counts: { readonly recorded: number; readonly printed: number; readonly accepted: number; readonly numbered: number; readonly voided: number };
  /** Numbers between the first and the last that the journal has no record of: lost by damage or by a failed write, never given again. */
  readonly lost: readonly string[];
  /** Every number that is recorded and not voided is accepted and numbered, and no paper is missing or in doubt. */
  readonly balanced: boolean;
};

export const daySchema = isoDaySchema;

export function daySheet(day: string, given: readonly DayEntry[]): DaySheet {
  const entries = [...given].sort((a, b) => (a.number < b.number ? -1 : 1));
  const standing = entries.filter(({ voided }) => !voided);
  const count = (is: (entry: DayEntry) => boolean): number => standing.filter(is).length;
  const numbers = entries.map(({ number }) => number);
  // A desk that was enrolled anew during the day gave numbers of two series.
  const lost = [...new Set(numbers.map(seriesOf))].flatMap((series) => {
    const given = numbers.filter((number) => seriesOf(number) === series);
    return numberGaps(given[0] ?? '', given.at(-1) ?? '', new Set(given)) ?? [];
  });
  const counts = {
    recorded: standing.length,
    printed: count(({ paper }) => paper === 'printed'),
    accepted: count(({ answer }) => answer === 'accepted'),
    numbered: count(({ grcNumber }) => grcNumber !== null),
    voided: entries.length - standing.length,
  };
  const paperMissing = count(({ paper }) => paper === 'not-printed' || paper === 'uncertain');
  return { day, entries, counts, lost, balanced: counts.accepted === counts.recorded && counts.numbered === counts.recorded && paperMissing === 0 && lost.length === 0 };
}

/** What the GRC is told of that day of that desk. Quick answers have no number and are counted by the GRC itself. */
export function closingOf(sheet: DaySheet, { site, desk }: { readonly site: string; readonly desk: string }): Omit<DeskDayClosing, 'captured'> {
  const entries = sheet.entries.filter(({ number }) => seriesOf(number).endsWith(`-${site}-${desk}`));
  const standing = entries.filter(({ voided }) => !voided);
  const [first, last] = [entries[0]?.number, entries.at(-1)?.number];
  return {
    totals: { requests: standing.filter(({ kind }) => kind === 'request').length, mailItems: standing.filter(({ kind }) => kind === 'mail-item').length, quickAnswers: 0 },
    numbers: first === undefined || last === undefined ? null : { first, last },
    voided: entries.filter(({ voided }) => voided).map(({ number }) => number),
  };
}

/** Year, site and desk. */
function seriesOf(number: string): string {
  return number.slice(0, 9);
}
