import { median, percentile, printFloor, printGoal, printTable, rounded } from '../figures.ts';
import { openBenchDesk, type BenchDesk } from './bench-desk.ts';
import { correction } from './intents.ts';
import type { BenchOptions } from './options.ts';
import { changeCitizens, type Place, type Town } from './place.ts';

export const OURS = 'Plainpied';
export const STORES = ['raw IndexedDB', 'Dexie alone', 'RxDB on Dexie', 'PouchDB', 'TinyBase'] as const;
const CITIZENS = 10_000;

type Round = {
  readonly storedMs: number;
  readonly searchableMs: number;
  readonly catchUpMs: number;
  readonly frameMs: number;
  /** To what the library calls kept; ours: to "Enregistré", on the disk. */
  readonly edits: readonly number[];
  /** With every transaction on the disk; ours: to the cache that screens read. */
  readonly strict: readonly number[];
};

/** 10,000 rows from nothing, then 10,000 changes, then single edits: all contenders in turns, in one window. */
export async function measureRows(place: Place, options: BenchOptions): Promise<object> {
  const town = await place.town(CITIZENS);
  const bench = await openBenchDesk(place, town, 'rows');
  const rounds = new Map<string, Round[]>([OURS, ...STORES].map((name) => [name, []]));
  try {
    console.log(`Chromium ${await bench.ask('chromium')}, ${options.rounds} round(s)`);
    for (let round = 0; round < options.rounds; round += 1) {
      const names = [...rounds.keys()];
      // Who begins changes from one round to the next.
      for (const name of [...names.slice(round % names.length), ...names.slice(0, round % names.length)]) {
        await bench.reload();
        await bench.ask('wipe');
        rounds.get(name)?.push(name === OURS ? await roundOfOurs(bench, town, options, round) : await roundOfPeer(bench, town, options, name));
      }
    }
  } finally {
    await bench.close();
  }
  return report(rounds);
}

async function roundOfOurs(bench: BenchDesk, town: Town, { edits }: BenchOptions, round: number): Promise<Round> {
  const { storedMs, searchableMs } = await bench.ask('bootOurs', 'martin zoe');
  const { ms: catchUpMs, frameMs } = await bench.ask('catchUpOurs', changeCitizens(town, CITIZENS));
  const [requestId = ''] = town.sql(`select id from requests order by id offset ${round} limit 1`).split('\n');
  const { durable, shown } = await bench.ask('editOurs', Array.from({ length: edits }, (_, nth) => correction(requestId, nth)));
  return { storedMs, searchableMs, catchUpMs, frameMs, edits: durable, strict: shown };
}

async function roundOfPeer(bench: BenchDesk, town: Town, { edits }: BenchOptions, name: string): Promise<Round> {
  const { storedMs, searchableMs } = await bench.ask('bootPeer', name);
  changeCitizens(town, CITIZENS);
  const { ms: catchUpMs, frameMs, received } = await bench.ask('catchUpPeer');
  if (received < CITIZENS) throw new Error(`${name}: ${received} of ${CITIZENS} changes came`);
  const relaxed = await bench.ask('editPeer', edits);
  await bench.ask('makeStrict');
  return { storedMs, searchableMs, catchUpMs, frameMs, edits: relaxed, strict: await bench.ask('editPeer', edits) };
}

function report(rounds: ReadonlyMap<string, readonly Round[]>): object {
  const figures = new Map([...rounds].map(([name, all]) => [name, figuresOf(all)]));
  const rows = [...figures];
  printTable('(a) one durable edit at 10,000 rows, ms', [
    ['', 'median', 'p95', 'strict median', 'strict p95'],
    ...rows.map(([name, { edit, strict }]) => [name, edit.p50, edit.p95, strict.p50, strict.p95]),
  ]);
  console.log(`  ${OURS}: to "Enregistré" (IPC, AES-GCM, append, fdatasync), then to the cache that screens read; peers: relaxed, as they are by default, then strict.`);
  printTable('(b) 10,000 citizens from nothing, ms, medians', [
    ['', 'kept, encrypted', 'and searchable', 'p95'],
    ...rows.map(([name, { storedMs, searchableMs, searchableP95 }]) => [name, storedMs, searchableMs, searchableP95]),
  ]);
  printTable('(e) 10,000 changes caught up with, ms', [
    ['', 'median', 'p95', 'longest frame'],
    ...rows.map(([name, { catchUpMs, catchUpP95, frameMs }]) => [name, catchUpMs, catchUpP95, frameMs]),
  ]);
  console.log(`  ${OURS}: with its search; peers: their rows only. Frames of a window without the app's screens; the intake screen is measured apart.`);
  const [ours, rx, pouch] = [OURS, 'RxDB on Dexie', 'PouchDB'].map((name) => figures.get(name));
  if (ours === undefined || rx === undefined || pouch === undefined) throw new Error('a contender is missing');
  printGoal('(a) "Enregistré", median ms, with fdatasync', rounded(ours.edit.p50), 5);
  printFloor('(b) RxDB / ours, 10,000 to searchable', rounded(rx.searchableMs / ours.searchableMs, 2), 1.3);
  printFloor('(b) PouchDB / ours, 10,000 to searchable', rounded(pouch.searchableMs / ours.searchableMs, 2), 1.9);
  printGoal('(e) 10,000 changes, median ms', rounded(ours.catchUpMs, 0), 3000);
  return Object.fromEntries(figures);
}

function figuresOf(all: readonly Round[]) {
  const spread = (samples: readonly number[]): { readonly p50: number; readonly p95: number } => ({ p50: median(samples), p95: percentile(samples, 0.95) });
  const searchable = spread(all.map(({ searchableMs }) => searchableMs));
  const catchUp = spread(all.map(({ catchUpMs }) => catchUpMs));
  return {
    edit: spread(all.flatMap(({ edits }) => edits)),
    strict: spread(all.flatMap(({ strict }) => strict)),
    storedMs: median(all.map(({ storedMs }) => storedMs)),
    searchableMs: searchable.p50,
    searchableP95: searchable.p95,
    catchUpMs: catchUp.p50,
    catchUpP95: catchUp.p95,
    frameMs: Math.max(...all.map(({ frameMs }) => frameMs)),
  };
}
