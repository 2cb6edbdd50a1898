import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startGrc, type RunningGrc } from '#tests/harness/grc.ts';
import { startPostgres, type RunningPostgres } from '#tests/harness/postgres.ts';
import { enrolLine, type DeskLine } from './api/desk-line.ts';
import { workRoughly, type Hardships, type Ledger } from './api/rough-desk.ts';
import { median, printGoal, printTable, rounded } from './figures.ts';

/** 300 desks of 600 visits and 400 letters a day, shared by as many as one site has room for. */
const DAY = 300 * 1000;
const DESKS = 99;
const MEMORY_GOAL = 1.2;
/** Of the memory, at each of the two points: one reading says more of the garbage collector than of the server. */
const READINGS = 9;
const READING_EVERY_MS = 250;

/**
 * `npm run bench -- soak`: a working day of a large town in one go, on PostgreSQL, with calls repeated and connections cut at
 * random; what the desks were promised is then held against what the tables have. `--scale 0.01` does a hundredth of it.
 */
export async function run(): Promise<void> {
  const at = process.argv.indexOf('--scale');
  const total = Math.round(DAY * (at < 0 ? 1 : Number(process.argv[at + 1])));
  const folder = mkdtempSync(path.join(tmpdir(), 'plainpied-soak-'));
  const postgres = await startPostgres();
  let grc: RunningGrc | undefined;
  try {
    grc = await startGrc({ dataDir: folder, args: ['--citizens', '10000', '--requests', '0'], env: { DATABASE_URL: postgres.url } });
    const failed = await soak(grc, postgres, total);
    if (failed) process.exitCode = 1;
  } finally {
    await grc?.stop();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether anything was lost or doubled, or the memory grew too much. */
async function soak(grc: RunningGrc, postgres: RunningPostgres, total: number): Promise<boolean> {
  const lines: DeskLine[] = [];
  for (let desk = 0; desk < DESKS; desk += 1) lines.push(await enrolLine(grc.url, grc.enrolmentCode));
  const citizens = column(postgres, 'select id from citizens order by id');
  const work = { left: total };
  const ledger: Ledger = { requests: new Map(), mailItems: new Map() };
  const hardships: Hardships = { cuts: 0, repeats: 0, toldToWait: 0 };
  const began = performance.now();
  const working = Promise.all(lines.map((line) => workRoughly(line, citizens, work, ledger, hardships)));
  const [early, late] = await Promise.race([memoryAtBothEnds(grc, work, total), working.then(() => new Promise<never>(() => undefined))]);
  await working;
  const seconds = (performance.now() - began) / 1000;
  const { lost, doubled } = compare(postgres, ledger);
  printTable(`${total} records by ${DESKS} desks (load of the machine ${rounded(loadavg()[0] ?? 0)})`, [
    ['requests', ledger.requests.size], ['letters', ledger.mailItems.size], ['seconds', seconds], ['records a second', total / seconds],
    ['connections cut', hardships.cuts], ['calls repeated', hardships.repeats], ['told to come back', hardships.toldToWait],
    ['memory after a tenth, MiB', early], ['memory at the end, MiB', late],
  ]);
  printGoal('lost', lost, 0);
  printGoal('doubled', doubled, 0);
  printGoal('memory, end to first tenth', rounded(late / early, 2), MEMORY_GOAL);
  return lost + doubled > 0 || late / early > MEMORY_GOAL;
}

/** Resident memory in MiB when a tenth of the work is done, and in its last hundredth. */
async function memoryAtBothEnds({ child }: RunningGrc, work: { readonly left: number }, total: number): Promise<readonly [number, number]> {
  const found: number[] = [];
  for (const share of [0.9, 0.01]) {
    while (work.left > total * share) await pause(READING_EVERY_MS);
    const readings: number[] = [];
    for (let reading = 0; reading < READINGS; reading += 1) {
      readings.push(residentMiB(child.pid ?? 0));
      await pause(READING_EVERY_MS);
    }
    found.push(median(readings));
    console.log(`${total - work.left} records: ${rounded(found.at(-1) ?? 0)} MiB`);
  }
  return [found[0] ?? 0, found[1] ?? 0];
}

function residentMiB(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

/** Lost: promised and not there, or there under another number. Doubled: there, and promised to nobody. */
function compare(postgres: RunningPostgres, ledger: Ledger): { readonly lost: number; readonly doubled: number } {
  let lost = 0;
  let doubled = 0;
  for (const [promised, query] of [[ledger.requests, 'select id, grc_number from requests'], [ledger.mailItems, 'select id, chrono from mail_items']] as const) {
    const stored = new Map(column(postgres, query).map((row) => row.split('|') as [string, string]));
    for (const [id, number] of promised) if (stored.get(id) !== number) lost += 1;
    for (const id of stored.keys()) if (!promised.has(id)) doubled += 1;
  }
  const all = ledger.requests.size + ledger.mailItems.size;
  // One effect each: one key, one word to the outbox; and the register of letters has neither a hole nor a number twice.
  const [writes = 0, said = 0, lastChrono = 0] = column(postgres, `select count(*) from writes union all select count(*) from outbox union all select coalesce(max(right(chrono, 6)::int), 0) from mail_items`).map(Number);
  return { lost: lost + Math.max(0, all - writes, all - said), doubled: doubled + Math.max(0, writes - all, said - all) + Math.abs(lastChrono - ledger.mailItems.size) };
}

function column(postgres: RunningPostgres, query: string): readonly string[] {
  return postgres.tool('psql', ['-XAtc', query]).split('\n').filter((row) => row !== '');
}
