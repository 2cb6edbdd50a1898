import type { RunningPostgres } from '#tests/harness/postgres.ts';

export type Statement = { readonly sql: string; readonly parameters: readonly (string | null)[] };

/** Settings of a PostgreSQL whose log `recordedTransaction` can read. */
export const READABLE_LOG = ['lc_messages=C', 'log_line_prefix=@%p '];

export function logStatements(postgres: RunningPostgres, which: 'all' | 'none'): void {
  postgres.tool('psql', ['-Xq', '-c', `alter system set log_statement = '${which}'`, '-c', 'select pg_reload_conf()', '-c', 'select pg_sleep(0.5)']);
}

/** The transaction with that text in it, as a server sent it: every statement with the parameters it had. */
export function recordedTransaction(postgres: RunningPostgres, holds: string): readonly Statement[] {
  const bySession = Map.groupBy(postgres.said().split(/^(?=@\d+ )/m), (entry) => /^@\d+/.exec(entry)?.[0] ?? '');
  for (const entries of bySession.values()) {
    const statements = statementsOf(entries);
    const at = statements.findIndex(({ sql, parameters }) => sql.includes('insert into') && parameters.some((value) => value?.includes(holds) === true));
    if (at < 0) continue;
    const begin = statements.findLastIndex(({ sql }, index) => index <= at && /^begin/i.test(sql));
    const end = statements.findIndex(({ sql }, index) => index > at && /^commit/i.test(sql));
    if (begin >= 0 && end > at) return statements.slice(begin, end + 1);
  }
  throw new Error(`no transaction with ${holds} in the log of PostgreSQL`);
}

/** A statement is one entry of the log; its parameters are the next. */
function statementsOf(entries: readonly string[]): readonly Statement[] {
  return entries.flatMap((entry, index) => {
    const sql = /^@\d+ LOG: {2}(?:execute [^:]+|statement): ([\s\S]+)$/.exec(entry)?.[1];
    return sql === undefined ? [] : [{ sql: sql.trim(), parameters: parametersOf(entries[index + 1] ?? '') }];
  });
}

function parametersOf(entry: string): readonly (string | null)[] {
  if (!/^@\d+ DETAIL: {2}parameters: /.test(entry)) return [];
  return [...entry.matchAll(/\$\d+ = (NULL|'((?:[^']|'')*)')/g)].map(([, whole, text]) => (whole === 'NULL' ? null : (text ?? '').replaceAll("''", "'").replaceAll('\n\t', '\n')));
}
