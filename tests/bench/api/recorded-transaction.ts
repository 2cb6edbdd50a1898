import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { RunningPostgres } from '#tests/harness/postgres.ts';

export type Statement = { readonly sql: string; readonly parameters: readonly (string | null)[] };

/** A line of PostgreSQL's log in JSON. */
type LogLine = { readonly session_id?: string; readonly message?: string; readonly detail?: string };

/** The transaction that has this statement, as a server sent it; the cluster logs all statements in JSON. */
export function recordedTransaction(postgres: RunningPostgres, holds: RegExp): readonly Statement[] {
  const folder = path.join(postgres.data, 'log');
  const lines = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LogLine);
  const bySession = Map.groupBy(lines, ({ session_id }) => session_id ?? '');
  for (const session of bySession.values()) {
    const statements = session.flatMap(readStatement);
    const at = statements.findIndex(({ sql }) => holds.test(sql));
    if (at < 0) continue;
    const begin = statements.findLastIndex(({ sql }, index) => index <= at && /^begin/i.test(sql));
    const end = statements.findIndex(({ sql }, index) => index > at && /^commit/i.test(sql));
    if (begin >= 0 && end > at) return statements.slice(begin, end + 1);
  }
  throw new Error(`no transaction with ${String(holds)} in the log of PostgreSQL`);
}

function readStatement({ message = '', detail = '' }: LogLine): readonly Statement[] {
  const sql = /^(?:execute <unnamed>|statement): ([\s\S]+)$/.exec(message)?.[1];
  if (sql === undefined) return [];
  const parameters = [...detail.matchAll(/\$\d+ = (NULL|'((?:[^']|'')*)')/g)].map(([, whole, text]) => (whole === 'NULL' ? null : (text ?? '').replaceAll("''", "'")));
  return [{ sql, parameters }];
}

/**
 * A script of pgbench that runs the transaction. `fresh` are the parameters that must differ each time, with an expression over
 * `:n`, a number of the run; where one is only a part of a parameter, that part is replaced.
 */
export function pgbenchScript(statements: readonly Statement[], fresh: ReadonlyMap<string, string>): string {
  const body = statements.map(({ sql, parameters }) => sql.replace(/\$(\d+)/g, (_, place: string) => literal(parameters[Number(place) - 1] ?? null, fresh)).replace(/\s+/g, ' '));
  return ['\\set n random(1, 9000000000000000)', ...body.map((statement) => `${statement};`)].join('\n');
}

function literal(value: string | null, fresh: ReadonlyMap<string, string>): string {
  if (value === null) return 'null';
  const whole = fresh.get(value);
  if (whole !== undefined) return `(${whole})`;
  for (const [part, expression] of fresh) {
    if (!value.includes(part)) continue;
    return `(${value.split(part).map(quoted).join(` || (${expression}) || `)})`;
  }
  return quoted(value);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
