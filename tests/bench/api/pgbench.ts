import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RunningPostgres } from '#tests/harness/postgres.ts';
import type { Statement } from './recorded-transaction.ts';

/** What so many clients did within a time; the time of each in milliseconds. */
export type Throughput = { readonly perSecond: number; readonly latencies: readonly number[] };

export type Replay = {
  readonly statements: readonly Statement[];
  /** What must differ each time, as the recording had it, and how much of it does: the rest of its characters stay. */
  readonly fresh: readonly string[];
};

/** Digits of the number that makes one run of the transaction differ from all others. */
const DIGITS = 12;

/**
 * Runs the recorded transaction from so many clients at once. Parameters go as parameters, as the server sends them; those that
 * must be new are made from one number that grows as time does, so that indexes are filled at their end, as by the server.
 */
export function runPgbench(postgres: RunningPostgres, { statements, fresh }: Replay, run: { readonly clients: number; readonly seconds: number; readonly number: number; readonly protocol: 'extended' | 'prepared' }): Throughput {
  const folder = mkdtempSync(path.join(tmpdir(), 'plainpied-pgbench-'));
  const constants: string[] = [];
  const body = statements.map(({ sql, parameters }) =>
    sql.replace(/\$(\d+)/g, (_, place: string) => {
      const value = parameters[Number(place) - 1] ?? null;
      if (value === null) return 'null';
      constants.push(value);
      const name = `:p${constants.length - 1}`;
      const changing = fresh.filter((each) => value.includes(each));
      if (changing.length === 0) return name;
      const replaced = changing.reduce((sofar, each) => `replace(${sofar}, '${each}', ${freshened(each)})`, `${name}::text`);
      return value.startsWith('{') ? `(${replaced})::jsonb` : replaced;
    }).replace(/\s+/g, ' '),
  );
  try {
    const script = path.join(folder, 'transaction.sql');
    writeFileSync(script, ['\\set i :i + 1', `\\set n ${run.number} * 10000000000 + :i * 100 + :client_id`, ...body.map((statement) => `${statement};`)].join('\n'));
    const said = postgres.tool('pgbench', [
      '-n', '-M', run.protocol, '-c', String(run.clients), '-j', '2', '-T', String(run.seconds), '-f', script, '-D', 'i=0', ...constants.flatMap((value, index) => ['-D', `p${index}=${value}`]),
      '--log', `--log-prefix=${path.join(folder, 'log')}`,
    ]);
    const perSecond = Number(/tps = ([\d.]+)/.exec(said)?.[1]);
    const failed = Number(/number of failed transactions: (\d+)/.exec(said)?.[1] ?? 0);
    if (!(perSecond > 0) || failed > 0) throw new Error(`pgbench: ${said}`);
    const logs = readdirSync(folder).filter((name) => name.startsWith('log')).flatMap((name) => readFileSync(path.join(folder, name), 'utf8').trim().split('\n'));
    return { perSecond, latencies: logs.map((line) => Number(line.split(' ')[2]) / 1000) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As long as it was, its end replaced by the number. */
function freshened(value: string): string {
  if (value.length < DIGITS) throw new Error(`${value} is too short to be made unique`);
  return `'${value.slice(0, -DIGITS)}' || lpad(:n::text, ${DIGITS}, '0')`;
}
