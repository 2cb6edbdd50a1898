import { rmSync } from 'node:fs';
import path from 'node:path';
import { printGoal, printTable } from '../figures.ts';
import { openBenchDesk, type BenchDesk } from './bench-desk.ts';
import { correction, newCitizens } from './intents.ts';
import type { BenchOptions } from './options.ts';
import type { Outgoing } from './page/drain-page.ts';
import type { Place, Town } from './place.ts';
import { OURS, STORES } from './rows.ts';

const CITIZENS = 10_000;
const WRITTEN = 400;
const WRITING_MS = 500;
const RECORDS = 10;
const OPERATIONS = 30;
const NONE = '-';

type Cell = number | typeof NONE;
type Harm = { killed: Cell; cleared: Cell; replyLost: Cell; overwritten: Cell };

/** The same faults for each, as far as they concern it; what was said to be kept and is not, counted. */
export async function measureFaults(place: Place, _options: BenchOptions): Promise<object> {
  const town = await place.town(CITIZENS);
  const harm = new Map<string, Harm>([OURS, ...STORES].map((name) => [name, { killed: NONE, cleared: NONE, replyLost: NONE, overwritten: NONE }]));
  const of = (name: string): Harm => harm.get(name) ?? { killed: NONE, cleared: NONE, replyLost: NONE, overwritten: NONE };
  const outgoing = newCitizens(WRITTEN);
  // Enrolled before: a desk that knows no GRC records nothing.
  await (await openBenchDesk(place, town, 'faults')).close();
  const there = new Map<string, number>();
  for (const name of harm.keys()) {
    const { kept, found } = await killWhileWriting(place, town, name, outgoing);
    of(name).killed = Math.max(0, kept - found);
    there.set(name, found);
  }
  rmSync(path.join(place.folder, 'desks', 'faults', 'IndexedDB'), { recursive: true });
  const bench = await openBenchDesk(place, town, 'faults');
  try {
    for (const name of harm.keys()) of(name).cleared = Math.max(0, (there.get(name) ?? 0) - (await count(bench, name)));
    await bench.ask('drainOurs');
    const doubledOrLost = Math.abs((there.get(OURS) ?? 0) - arrived(town, outgoing));
    await loseReplies(bench, town, of);
    for (const name of ['RxDB on Dexie', 'PouchDB', 'TinyBase'] as const) of(name).overwritten = (await bench.ask('twoWriters', name, RECORDS)).unseen;
    of(OURS).overwritten = await twoWriters(bench, town);
    return report(harm, doubledOrLost);
  } finally {
    town.line.loseEvery(0);
    town.line.mend();
    await bench.close();
  }
}

async function count(bench: BenchDesk, name: string): Promise<number> {
  return name === OURS ? bench.ask('countOurs') : bench.ask('countPeer', name);
}

/** SIGKILL of the whole app, in the middle of writes that follow each other. */
async function killWhileWriting(place: Place, town: Town, name: string, outgoing: readonly Outgoing[]): Promise<{ readonly kept: number; readonly found: number }> {
  const bench = await openBenchDesk(place, town, 'faults');
  town.line.cut();
  if (name === OURS) await bench.ask('writeOnOurs', outgoing);
  else await bench.ask('writeOnPeer', name, WRITTEN);
  await new Promise((resolve) => setTimeout(resolve, WRITING_MS));
  const kept = await bench.ask('keptSoFar');
  bench.desk.kill();
  await new Promise((resolve) => setTimeout(resolve, 1500));
  town.line.mend();
  const again = await openBenchDesk(place, town, 'faults');
  const found = await count(again, name);
  await again.close();
  return { kept, found };
}

/** Of every third answer of the GRC, the line breaks after the work is done. */
async function loseReplies(bench: BenchDesk, town: Town, of: (name: string) => Harm): Promise<void> {
  const senders: Readonly<Record<string, (outgoing: readonly Outgoing[]) => Promise<unknown>>> = {
    [OURS]: async (outgoing) => {
      await bench.ask('editOurs', outgoing);
      await bench.ask('drainOurs');
    },
    'raw IndexedDB': (outgoing) => bench.ask('drainByHand', 'raw IndexedDB', outgoing),
    'Dexie alone': (outgoing) => bench.ask('drainByHand', 'Dexie alone', outgoing),
    'PouchDB': (outgoing) => bench.ask('drainByHand', 'PouchDB', outgoing),
    'RxDB on Dexie': (outgoing) => bench.ask('drainRxdb', false, outgoing),
  };
  for (const [name, sendAll] of Object.entries(senders)) {
    const outgoing = newCitizens(OPERATIONS);
    town.line.loseEvery(3);
    await sendAll(outgoing);
    town.line.loseEvery(0);
    of(name).replyLost = Math.abs(OPERATIONS - arrived(town, outgoing));
  }
}

/** Another desk wrote the same field first: what both typed must stay to be seen. */
async function twoWriters(bench: BenchDesk, town: Town): Promise<number> {
  const requests = town.sql(`select id from requests where body ->> 'note' is null order by id desc limit ${RECORDS}`).split('\n');
  const list = requests.map((id) => `'${id}'`).join(',');
  await bench.ask('drainOurs');
  town.sql(`begin; update requests set body = jsonb_set(body, '{note}', '"autre poste"') || jsonb_build_object('rev', rev + 1), rev = rev + 1 where id in (${list}); commit;`);
  await bench.ask('editOurs', requests.map((id, nth) => correction(id, nth)));
  const shown = await bench.ask('untilToHandle', requests.length);
  const stay = Number(town.sql(`select count(*) from requests where id in (${list}) and body ->> 'note' = 'autre poste'`));
  return 2 * requests.length - stay - shown;
}

function arrived(town: Town, outgoing: readonly Outgoing[]): number {
  return Number(town.sql(`select count(*) from citizens where id in (${outgoing.map(({ citizen }) => `'${citizen.id}'`).join(',')})`));
}

function report(harm: ReadonlyMap<string, Harm>, doubledOrLost: number): object {
  printTable('Faults: what was said to be kept and is gone, or was seen by nobody', [
    ['', 'lost by a kill', 'lost with the cleared storage', 'lost or doubled by lost replies', `overwritten of ${RECORDS} typed twice`],
    ...[...harm].map(([name, { killed, cleared, replyLost, overwritten }]) => [name, killed, cleared, replyLost, overwritten]),
  ]);
  console.log('  Lost replies: no peer doubles on this GRC, which knows each write by its key. PouchDB keeps the other value as a conflict, shown to who asks. Power cuts and full disks: npm run faults.');
  const ours = harm.get(OURS);
  const sum = [ours?.killed, ours?.cleared, ours?.replyLost, ours?.overwritten].reduce<number>((total, each) => total + Number(each), doubledOrLost);
  printGoal(`${OURS}: lost, doubled and overwritten`, sum, 0);
  return { ...Object.fromEntries(harm), doubledOrLost };
}
