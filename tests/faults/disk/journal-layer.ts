import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configureLog } from '#electron/diagnostics/log.ts';
import { context, NOON, openAt, uuid, visit } from '#electron/journal/testing/journal-fixtures.ts';
import type { Journal } from '#electron/journal/journal.ts';
import { frameAt } from '#electron/journal/record-codec.ts';
import { segmentNames } from '#electron/journal/read-segments.ts';
import type { Intent } from '#shared/sync/intent.ts';
import { seeded, type Random } from '../model/random.ts';
import type { Check } from '../report.ts';
import { afterPowerCut, LOSSES } from './power-cut.ts';
import { recordedDisk, type DiskEvent } from './recorded-disk.ts';

/** Small, so that a few visits fill several. */
const SEGMENT_BYTES = 6000;
const HEADER_BYTES = 69;

type Answer = { readonly opId: string; readonly number: string | null };
type Work = { readonly dir: string; readonly trace: readonly DiskEvent[]; readonly answers: readonly Answer[] };
export type JournalLayerOptions = { readonly seed: number; readonly everyByte: boolean };

/** The real journal through every power cut, flipped bit, truncated and missing segment of one morning's work. */
export async function journalLayer(options: JournalLayerOptions): Promise<readonly Check[]> {
  // In memory where there is such a disk: the journal flushes at every start, thousands of times here.
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'plainpied-disk-'));
  configureLog({ folder: undefined, stderr: false });
  try {
    return await allOf(folder, options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function allOf(folder: string, { seed, everyByte }: JournalLayerOptions): Promise<readonly Check[]> {
  const random = seeded(seed);
  const work = await morning(join(folder, 'work'));
  const scratch = join(folder, 'scratch', 'journal');
  return [
    await check(21, 'power cut at every point of the journal’s writes and flushes', 'I1', scratch, cuts(work, random)),
    await check(22, 'journal tail torn, segments truncated', 'I1 I7', scratch, truncations(work)),
    await check(22, 'one bit of the journal flipped', 'I1 I7', scratch, flips(work, random, everyByte)),
    await check(22, 'a segment of the journal missing, or all of them', 'I1 I7', scratch, holes(work)),
  ];
}

type Case = {
  readonly name: string;
  readonly lay: (dir: string) => void;
  readonly answered: readonly Answer[];
  /** Whether a damage that is said may cost a record: never by a power cut. */
  readonly mayLose: boolean;
};

async function check(scenario: number, name: string, invariant: string, scratch: string, cases: Iterable<Case>): Promise<Check> {
  const broken: string[] = [];
  let count = 0;
  for (const each of cases) {
    count += 1;
    rmSync(join(scratch, '..'), { recursive: true, force: true });
    mkdirSync(scratch, { recursive: true });
    each.lay(scratch);
    broken.push(...(await judge(scratch, each)).map((what) => `${each.name}: ${what}`));
  }
  return { scenario, layer: 'disk', name: `${name} (${count} cases)`, invariant, broken };
}

/** A few visits, alone and together, acknowledged, voided and opened, over several segments. */
async function morning(dir: string): Promise<Work> {
  const trace: DiskEvent[] = [];
  const journal = openAt(join(dir, 'journal'), { disk: recordedDisk(trace), segmentBytes: SEGMENT_BYTES });
  const record = async (intent: Intent, nowMs = NOON): Promise<Answer> => {
    const sealed = await journal.recordIntent(intent, context({ nowMs }));
    if (!sealed.ok) throw new Error(`not sealed: ${sealed.refusal.code}`);
    const answer = { opId: intent.opId, number: sealed.value.deskNumber };
    trace.push({ kind: 'answer', ...answer });
    return answer;
  };
  const answers = [await record(visit(1)), await record(visit(2))];
  answers.push(...(await Promise.all([3, 4, 5].map((n) => record(visit(n))))));
  await journal.acknowledge({ opId: visit(1).opId, outcome: 'accepted', grcNumber: 'D-1', code: null }, NOON);
  await journal.keepPrintState({ id: uuid(900), state: 'printed' }, NOON);
  answers.push(await record({ kind: 'void', opId: uuid(901), requestId: visit(2).request.id, deskNumber: answers[1]?.number ?? '' }, NOON + 1));
  answers.push(await record({ kind: 'audit', opId: uuid(902), action: 'request-opened', subjectId: visit(1).request.id }));
  for (const n of [6, 7, 8]) answers.push(await record(visit(n)));
  await journal.acknowledge({ opId: visit(6).opId, outcome: 'parked', grcNumber: null, code: 'invalid' }, NOON);
  await journal.close();
  return { dir, trace, answers };
}

function* cuts({ trace }: Work, random: Random): Generator<Case> {
  for (let count = 0; count <= trace.length; count += 1) {
    const answered = trace.slice(0, count).filter((event) => event.kind === 'answer');
    for (const loss of LOSSES) {
      const times = loss === 'torn at a byte' || loss === 'sectors dropped' ? 4 : 1;
      for (let time = 0; time < times; time += 1) {
        yield { name: `cut after event ${count}, ${loss}`, lay: (dir) => afterPowerCut(dir, trace, count, loss, random), answered, mayLose: false };
      }
    }
  }
}

function* truncations({ dir, answers }: Work): Generator<Case> {
  for (const name of segmentNames(join(dir, 'journal'))) {
    const file = readFileSync(join(dir, 'journal', name));
    const ends = recordStarts(file).flatMap((start) => [start, start + 1, start + HEADER_BYTES]);
    for (const length of new Set([...ends, ...range(0, file.length, 331)])) {
      yield { name: `${name} cut at ${length}`, lay: copied(dir, (to) => writeFileSync(join(to, name), file.subarray(0, length))), answered: answers, mayLose: true };
    }
  }
}

function* flips({ dir, answers }: Work, random: Random, everyByte: boolean): Generator<Case> {
  for (const name of segmentNames(join(dir, 'journal'))) {
    const file = readFileSync(join(dir, 'journal', name));
    const headers = recordStarts(file).flatMap((start) => range(start, Math.min(start + HEADER_BYTES, file.length), 1));
    for (const at of new Set([...headers, ...range(0, file.length, everyByte ? 1 : 17)])) {
      const bit = 1 << random.int(0, 7);
      const flipped = Buffer.from(file);
      flipped[at] = (flipped[at] ?? 0) ^ bit;
      yield { name: `${name}, byte ${at}, bit ${bit}`, lay: copied(dir, (to) => writeFileSync(join(to, name), flipped)), answered: answers, mayLose: true };
    }
  }
}

function* holes({ dir, answers }: Work): Generator<Case> {
  const names = segmentNames(join(dir, 'journal'));
  for (const gone of [...names.map((name) => [name]), names, names.slice(1)]) {
    yield { name: `without ${gone.join(', ')}`, lay: copied(dir, (to) => gone.forEach((name) => rmSync(join(to, name)))), answered: answers, mayLose: true };
  }
}

function copied(dir: string, harm: (to: string) => void): (to: string) => void {
  return (to) => {
    cpSync(join(dir, 'journal'), to, { recursive: true });
    cpSync(join(dir, 'journal.mark'), `${to}.mark`);
    harm(to);
  };
}

async function judge(dir: string, { answered, mayLose }: Case): Promise<readonly string[]> {
  const broken: string[] = [];
  const journal = openAt(dir, { segmentBytes: SEGMENT_BYTES });
  const { damages } = journal;
  const said = mayLose && damages.some(({ kind }) => kind !== 'torn-tail');
  const kept = await entriesOf(journal);
  const lost = answered.filter(({ opId, number }) => kept.get(opId) !== number);
  if (lost.length > 0 && !said) broken.push(`lost ${lost.length} records without a word`);
  if (!mayLose && damages.some(({ kind }) => kind !== 'torn-tail')) broken.push(`took a power cut for a damage (${damages.map(({ kind }) => kind).join()})`);
  const aside = join(dir, 'set-aside');
  if (damages.some(({ bytes }) => bytes > 0) && !(existsSync(aside) && readdirSync(aside).length > 0)) broken.push('set nothing aside');
  const fresh = await journal.recordIntent(visit(99), context({ nowMs: NOON + 3_600_000 }));
  await journal.close();
  const number = fresh.ok ? fresh.value.deskNumber : null;
  if (number === null) return [...broken, 'records nothing any more'];
  if (answered.some((answer) => answer.number === number)) broken.push(`gives ${number} twice`);
  const again = openAt(dir, { segmentBytes: SEGMENT_BYTES });
  const after = await entriesOf(again);
  await again.close();
  for (const [opId, before] of kept) if (after.get(opId) !== before) broken.push(`lost ${opId} at the second start`);
  if (after.get(visit(99).opId) !== number) broken.push('lost what was recorded after the damage');
  return broken;
}

async function entriesOf(journal: Journal): Promise<ReadonlyMap<string, string | null>> {
  const { entries } = await journal.read(0, 1000);
  return new Map(entries.map(({ intent, deskNumber }) => [intent.opId, deskNumber]));
}

function recordStarts(file: Buffer): readonly number[] {
  const starts: number[] = [];
  for (let at = 0; at < file.length; at += frameAt(file, at)?.bytes.length ?? file.length) starts.push(at);
  return starts;
}

function range(from: number, to: number, step: number): readonly number[] {
  return Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => from + index * step);
}
