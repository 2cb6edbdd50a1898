import { median, percentile, printFloor, printTable, rounded } from '../figures.ts';
import { openBenchDesk, type BenchDesk } from './bench-desk.ts';
import { newCitizens } from './intents.ts';
import type { BenchOptions } from './options.ts';
import type { Outgoing } from './page/drain-page.ts';
import type { Place, Town } from './place.ts';
import { OURS } from './rows.ts';

const ROUND_TRIP_MS = 50;
const CITIZENS = 10_000;

const CONTENDERS: Readonly<Record<string, (bench: BenchDesk, outgoing: readonly Outgoing[], town: Town) => Promise<number>>> = {
  [OURS]: drainOurs,
  'raw IndexedDB, an outbox by hand': (bench, outgoing) => bench.ask('drainByHand', 'raw IndexedDB', outgoing),
  'Dexie alone, an outbox by hand': (bench, outgoing) => bench.ask('drainByHand', 'Dexie alone', outgoing),
  'PouchDB, an outbox by hand': (bench, outgoing) => bench.ask('drainByHand', 'PouchDB', outgoing),
  'RxDB replication, in order': (bench, outgoing) => bench.ask('drainRxdb', false, outgoing),
  'RxDB replication, a batch at once': (bench, outgoing) => bench.ask('drainRxdb', true, outgoing),
};

/** So many persons recorded while the line was cut, sent once it is back, each by the same call to the same GRC. */
export async function measureDrain(place: Place, { quick }: BenchOptions): Promise<object> {
  const [operations, rounds] = quick ? [150, 1] : [500, 2];
  const town = await place.town(CITIZENS);
  const bench = await openBenchDesk(place, town, 'drain');
  const taken = new Map<string, number[]>(Object.keys(CONTENDERS).map((name) => [name, []]));
  const wrong: Record<string, number> = {};
  try {
    await bench.ask('bootOurs', 'martin zoe');
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, drain] of Object.entries(CONTENDERS)) {
        const outgoing = newCitizens(operations);
        if (name !== OURS) town.line.lateBy(ROUND_TRIP_MS / 2);
        taken.get(name)?.push(await drain(bench, outgoing, town));
        town.line.lateBy(0);
        wrong[name] = (wrong[name] ?? 0) + Math.abs(operations - arrived(town, outgoing));
      }
    }
  } finally {
    town.line.lateBy(0);
    await bench.close();
  }
  return report(taken, wrong, operations);
}

async function drainOurs(bench: BenchDesk, outgoing: readonly Outgoing[], { line }: Town): Promise<number> {
  line.cut();
  await bench.ask('editOurs', outgoing);
  line.lateBy(ROUND_TRIP_MS / 2);
  line.mend();
  return bench.ask('drainOurs');
}

function arrived(town: Town, outgoing: readonly Outgoing[]): number {
  return Number(town.sql(`select count(*) from citizens where id in (${outgoing.map(({ citizen }) => `'${citizen.id}'`).join(',')})`));
}

function report(taken: ReadonlyMap<string, readonly number[]>, wrong: Readonly<Record<string, number>>, operations: number): object {
  const rows = [...taken].map(([name, all]) => ({ name, medianMs: median(all), p95Ms: percentile(all, 0.95), wrong: wrong[name] ?? 0 }));
  printTable(`(f) ${operations} operations at ${ROUND_TRIP_MS} ms round trip, s`, [
    ['', 'median', 'p95', 'lost or doubled'],
    ...rows.map(({ name, medianMs, p95Ms, wrong: harmed }) => [name, medianMs / 1000, p95Ms / 1000, harmed]),
  ]);
  console.log(`  ${OURS}: four aggregates at a time, each answer in the journal with fdatasync before it is forgotten. A batch at once keeps no order.`);
  const of = (name: string): number => rows.find((row) => row.name === name)?.medianMs ?? NaN;
  printFloor('(f) RxDB in order / ours', rounded(of('RxDB replication, in order') / of(OURS), 2), 3);
  return { operations, rows };
}
