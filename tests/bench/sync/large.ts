import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { median, percentile, printFloor, printGoal, printTable, rounded } from '../figures.ts';
import { memoryOfTree } from '../memory.ts';
import { openBenchDesk, type BenchDesk } from './bench-desk.ts';
import type { BenchOptions } from './options.ts';
import type { Searched } from './page/search-bench.ts';
import type { Place, Town } from './place.ts';
import { KINDS, questionsOf } from './questions.ts';
import { OURS, STORES } from './rows.ts';

const QUESTIONS = 400;
const IDLE_MS = 4_000;

type Contender = {
  readonly name: string;
  readonly storedMs: number;
  readonly searchableMs: number;
  readonly diskMb: number;
  readonly coldMs: readonly number[];
  readonly memoryMb: number;
};

/** The whole town from nothing, each contender in a profile of its own; then new starts, searches, memory and disk. */
export async function measureLarge(place: Place, options: BenchOptions): Promise<object> {
  const town = await place.town(options.citizens);
  const contenders: Contender[] = [];
  let searched: Awaited<ReturnType<typeof search>> | undefined;
  for (const name of [OURS, ...STORES]) {
    const { boot, disk, profile } = await fill(place, town, name);
    const { coldMs, memoryMb } = await startAnew(place, town, name, profile, options);
    contenders.push({ name, ...boot, diskMb: disk, coldMs, memoryMb });
    if (name === OURS) searched = await search(place, town, profile, options);
  }
  return report(contenders, searched, options);
}

async function fill(place: Place, town: Town, name: string) {
  const profile = `large-${name.toLowerCase().replace(/\W+/g, '-')}`;
  const bench = await openBenchDesk(place, town, profile);
  const { storedMs, searchableMs } = name === OURS ? await bench.ask('bootOurs', 'martin zoe') : await bench.ask('bootPeer', name);
  if (name === OURS) await bench.ask('searchKept');
  await bench.close();
  return { boot: { storedMs, searchableMs }, disk: sizeMb(path.join(bench.userData, 'IndexedDB')), profile };
}

/** A new process each time; memory once everything that is searched is there, and nothing more is asked. */
async function startAnew(place: Place, town: Town, name: string, profile: string, { coldStarts }: BenchOptions) {
  const coldMs: number[] = [];
  let memoryMb = 0;
  for (let nth = 0; nth < coldStarts; nth += 1) {
    const bench = await openBenchDesk(place, town, profile);
    const { ms, found } = name === OURS ? await bench.ask('coldOurs', 'martin zoe') : await bench.ask('coldPeer', name, 'martin');
    if (found === 0) throw new Error(`${name}: nobody was found at a new start`);
    coldMs.push(ms);
    if (nth === 0) {
      await pause(IDLE_MS);
      memoryMb = memoryOfTree(bench.desk.app.process().pid ?? 0).pssMb;
    }
    await bench.close();
  }
  return { coldMs, memoryMb };
}

async function search(place: Place, town: Town, profile: string, { citizens, coldStarts }: BenchOptions) {
  const bench = await openBenchDesk(place, town, profile);
  const answers = await bench.ask('searchInTurns', questionsOf(citizens, QUESTIONS));
  await bench.ask('keepMiniSearch');
  await bench.close();
  const coldMs: number[] = [];
  for (let nth = 0; nth < coldStarts; nth += 1) coldMs.push(await coldMini(await openBenchDesk(place, town, profile)));
  return { ...answers, coldMs };
}

async function coldMini(bench: BenchDesk): Promise<number> {
  const { ms } = await bench.ask('coldMiniSearch', 'martin zoe');
  await bench.close();
  return ms;
}

function report(contenders: readonly Contender[], searched: Awaited<ReturnType<typeof search>> | undefined, { citizens }: BenchOptions): object {
  if (searched === undefined) throw new Error('nothing was searched');
  const count = citizens.toLocaleString('en');
  printTable(`(b) ${count} citizens from nothing, s; (h) their memory and disk, MB`, [
    ['', 'kept, encrypted', 'and searchable', 'disk', 'memory (PSS, all processes)'],
    ...contenders.map(({ name, storedMs, searchableMs, diskMb, memoryMb }) => [name, storedMs / 1000, searchableMs / 1000, diskMb, memoryMb]),
  ]);
  console.log('  Memory with everything that is searched in it: peers hold the decrypted records. Peers’ disk is without an index to search in.');
  printTable(`(c) new start to the first answer at ${count}, ms`, [
    ['', 'median', 'p95'],
    ...contenders.map(({ name, coldMs }) => [name === OURS ? name : `${name}, all read and looked through`, median(coldMs), percentile(coldMs, 0.95)]),
    ['MiniSearch, its index kept encrypted', median(searched.coldMs), percentile(searched.coldMs, 0.95)],
  ]);
  const engines = searchFigures(searched.searched);
  printTable(`(d) search at ${count}, ms, and persons found among the first 20`, [
    ['', 'built', 'median', 'p95', 'found', ...KINDS],
    ...engines.map(({ name, p50, p95, found, byKind }) => [name, searched.builtMs[name] ?? '-', p50, p95, percent(found), ...byKind.map(percent)]),
  ]);
  const of = (name: string): Contender => contenders.find((each) => each.name === name) ?? fail(name);
  const engine = (name: string) => engines.find((each) => each.name === name) ?? fail(name);
  const [ours, raw] = [of(OURS), of('raw IndexedDB')];
  printFloor(`(b) RxDB / ours, ${count} to searchable`, rounded(of('RxDB on Dexie').searchableMs / ours.searchableMs, 2), 1.3);
  printFloor(`(b) PouchDB / ours, ${count} to searchable`, rounded(of('PouchDB').searchableMs / ours.searchableMs, 2), 1.9);
  printGoal(`(c) new start to searchable at ${count}, median ms`, rounded(median(ours.coldMs)), 100);
  printFloor('(c) getAll / ours', rounded(median(raw.coldMs) / median(ours.coldMs)), 10);
  printGoal('(d) search p95, ms', rounded(engine(OURS).p95), 8);
  printFloor('(d) MiniSearch / ours, p95', rounded(engine('MiniSearch').p95 / engine(OURS).p95), 5);
  printFloor('(d) ours / MiniSearch, persons found', rounded(engine(OURS).found / engine('MiniSearch').found, 3), 0.95);
  printGoal('(h) disk, ours / raw', rounded(ours.diskMb / raw.diskMb, 2), 1.5);
  printGoal('(h) memory, ours / raw', rounded(ours.memoryMb / raw.memoryMb, 2), 1.5);
  return { citizens, contenders, miniSearchColdMs: searched.coldMs, builtMs: searched.builtMs, engines };
}

function searchFigures(all: readonly Searched[]) {
  const share = (some: readonly Searched[]): number => some.filter(({ found }) => found).length / Math.max(1, some.length);
  return [...new Set(all.map(({ name }) => name))].map((name) => {
    const own = all.filter((each) => each.name === name);
    const times = own.map(({ ms }) => ms);
    return { name, p50: median(times), p95: percentile(times, 0.95), found: share(own), byKind: KINDS.map((kind) => share(own.filter((each) => each.kind === kind))) };
  });
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}

function sizeMb(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return rounded(files.reduce((sum, file) => sum + statSync(path.join(file.parentPath, file.name)).size, 0) / 1024 / 1024);
}

function fail(name: string): never {
  throw new Error(`no ${name}`);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
