import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { startGrc, type RunningGrc } from '#tests/harness/grc.ts';
import { startPostgres, type RunningPostgres } from '#tests/harness/postgres.ts';
import { cpuSeconds } from './api/cpu-time.ts';
import { enrolLine, newId, type DeskLine } from './api/desk-line.ts';
import { readFeed, recordFor } from './api/load.ts';
import { runPgbench, type Replay, type Throughput } from './api/pgbench.ts';
import { logStatements, READABLE_LOG, recordedTransaction } from './api/recorded-transaction.ts';
import { walkIn } from './api/sealed.ts';
import { fillUpTo } from './api/town-of-requests.ts';
import { median, percentile, printFloor, printGoal, printTable, rounded } from './figures.ts';

const DESKS = 50;
const ROUNDS = 3;
const SIZES = [10_000, 100_000, 1_000_000];
const FEED_ROWS = 10_000;
const RATIO_GOAL = 0.5;
const FEED_GOAL_S = 3;
const FLAT_GOAL = 1.5;

type Figures = {
  readonly stored: number;
  readonly ratio: number;
  readonly perSecond: number;
  readonly p99: number;
  readonly pgbenchPerSecond: number;
  readonly pgbenchP99: number;
  /** Milliseconds of processor for one request: in the GRC, in PostgreSQL for it, in PostgreSQL for one transaction of pgbench. */
  readonly cpu: { readonly grc: number; readonly sql: number; readonly bare: number };
  readonly feed: number;
};

/**
 * `npm run bench -- api`: what the GRC records from 50 desks, beside pgbench running the same SQL on the same PostgreSQL in turns,
 * and the feed of the changes, at three sizes of a town. `--sizes 10000,100000` and `--seconds 8` make it shorter or longer.
 */
export async function run(): Promise<void> {
  requirePgbench();
  const seconds = Number(option('seconds') ?? 8);
  const sizes = option('sizes')?.split(',').map(Number) ?? SIZES;
  const folder = mkdtempSync(path.join(tmpdir(), 'plainpied-bench-api-'));
  const postgres = await startPostgres(READABLE_LOG);
  let grc: RunningGrc | undefined;
  try {
    grc = await startGrc({ dataDir: folder, args: ['--citizens', '10000', '--requests', '0'], env: { DATABASE_URL: postgres.url } });
    const lines = await enrolAll(grc);
    const citizens = postgres.tool('psql', ['-XAtc', 'select id from citizens order by id']).split('\n');
    const numbers = { next: 0 };
    const { replay, templateId } = await recordOne(postgres, lines[0] as DeskLine, citizens, numbers);
    await recordFor(lines, citizens, 3, numbers);
    const figures: Figures[] = [];
    for (const size of sizes) {
      fillUpTo(postgres, templateId, size);
      const found = await measure(postgres, lines, citizens, { grc, replay, seconds, numbers, size });
      console.log(`${size} stored: ${rounded(found.perSecond)} a second, ratio ${rounded(found.ratio, 2)}, feed ${rounded(found.feed, 2)} s`);
      figures.push(found);
    }
    report(figures, replay);
  } finally {
    await grc?.stop();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Load = { readonly grc: RunningGrc; readonly replay: Replay; readonly seconds: number; readonly numbers: { next: number }; readonly size: number };

/** Rounds of both in turns, since other work on the machine weighs on either; the middle one of each figure counts. */
async function measure(postgres: RunningPostgres, lines: readonly DeskLine[], citizens: readonly string[], { grc, replay, seconds, numbers, size }: Load): Promise<Figures> {
  const rounds: { readonly ours: Throughput; readonly bare: Throughput; readonly feed: number; readonly cpu: Figures['cpu'] }[] = [];
  const clocks = (): readonly [number, number] => [cpuSeconds(grc.child.pid ?? 0), cpuSeconds(postgres.pid)];
  for (let round = 0; round < ROUNDS; round += 1) {
    const [grcBefore, sqlBefore] = clocks();
    const ours = await recordFor(lines, citizens, seconds, numbers);
    const [grcAfter, sqlBetween] = clocks();
    const bare = runPgbench(postgres, replay, { clients: DESKS, seconds, number: 20 + (runs += 1), protocol: 'extended' });
    const sqlAfter = cpuSeconds(postgres.pid);
    const each = (seconds: number, { latencies }: Throughput): number => (seconds * 1000) / latencies.length;
    const cpu = { grc: each(grcAfter - grcBefore, ours), sql: each(sqlBetween - sqlBefore, ours), bare: each(sqlAfter - sqlBetween, bare) };
    rounds.push({ ours, bare, cpu, feed: await readFeed(lines[0] as DeskLine, FEED_ROWS) });
  }
  const middle = (figure: (round: (typeof rounds)[number]) => number): number => median(rounds.map(figure));
  return {
    stored: size,
    ratio: middle(({ ours, bare }) => ours.perSecond / bare.perSecond),
    perSecond: middle(({ ours }) => ours.perSecond),
    p99: middle(({ ours }) => percentile(ours.latencies, 0.99)),
    pgbenchPerSecond: middle(({ bare }) => bare.perSecond),
    pgbenchP99: middle(({ bare }) => percentile(bare.latencies, 0.99)),
    cpu: { grc: middle(({ cpu }) => cpu.grc), sql: middle(({ cpu }) => cpu.sql), bare: middle(({ cpu }) => cpu.bare) },
    feed: middle(({ feed }) => feed),
  };
}
let runs = 0;

async function enrolAll(grc: RunningGrc): Promise<readonly DeskLine[]> {
  const lines: DeskLine[] = [];
  for (let desk = 0; desk < DESKS; desk += 1) lines.push(await enrolLine(grc.url, grc.enrolmentCode));
  return lines;
}

/** One request recorded while PostgreSQL writes down what the server asks of it. */
async function recordOne(postgres: RunningPostgres, line: DeskLine, citizens: readonly string[], numbers: { next: number }): Promise<{ readonly replay: Replay; readonly templateId: string }> {
  const request = walkIn(line.desk, (numbers.next += 1), citizens[0] ?? '');
  const key = newId();
  logStatements(postgres, 'all');
  const { status, body } = await line.create(`/requests/${request.id}`, request, key);
  if (status !== 201) throw new Error(`PUT /requests: ${status} ${body}`);
  logStatements(postgres, 'none');
  const { grcNumber } = JSON.parse(body) as { readonly grcNumber: string };
  const deskNumber = request.deskNumber ?? '';
  const fresh = [request.id, key, deskNumber, deskNumber.replaceAll('-', ''), request.trackingToken, grcNumber];
  return { replay: { statements: recordedTransaction(postgres, request.id), fresh }, templateId: request.id };
}

function report(figures: readonly Figures[], { statements }: Replay): void {
  printTable(`Requests recorded by ${DESKS} desks, beside pgbench running the same ${statements.length} statements (load of the machine ${rounded(loadavg()[0] ?? 0)})`, [
    ['stored before', 'a second', 'p99 ms', 'pgbench', 'p99 ms', 'ratio', 'CPU ms: GRC', 'its SQL', 'SQL of pgbench', `feed of ${FEED_ROWS} rows, s`],
    ...figures.map((each) => [String(each.stored), each.perSecond, each.p99, each.pgbenchPerSecond, each.pgbenchP99, each.ratio.toFixed(2), each.cpu.grc.toFixed(2), each.cpu.sql.toFixed(2), each.cpu.bare.toFixed(2), each.feed.toFixed(2)]),
  ]);
  for (const each of figures) {
    printFloor(`ratio to pgbench, ${each.stored} stored`, rounded(each.ratio, 2), RATIO_GOAL);
    printGoal(`feed of ${FEED_ROWS} rows, ${each.stored} stored, s`, rounded(each.feed, 2), FEED_GOAL_S);
  }
  const worst = (figure: (each: Figures) => number): number => {
    const all = figures.map(figure);
    return rounded(Math.max(...all) / Math.min(...all), 2);
  };
  printGoal('flat: requests a second, largest to smallest', worst(({ perSecond }) => perSecond), FLAT_GOAL);
  printGoal('flat: ratio to pgbench', worst(({ ratio }) => ratio), FLAT_GOAL);
  printGoal('flat: p99', worst(({ p99 }) => p99), FLAT_GOAL);
  printGoal('flat: feed', worst(({ feed }) => feed), FLAT_GOAL);
}

function option(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
}

/** Debian has it in the package of the server itself. */
function requirePgbench(): void {
  const root = '/usr/lib/postgresql';
  const found = existsSync(root) && readdirSync(root).some((version) => existsSync(`${root}/${version}/bin/pgbench`));
  if (found) return;
  console.error('This bench needs PostgreSQL with pgbench: apt-get install postgresql');
  process.exit(2);
}
