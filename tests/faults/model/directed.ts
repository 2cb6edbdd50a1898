import { answerTo, conflictOf, type Choice } from '#shared/sync/answer.ts';
import { SyncEngine } from '#shared/sync/engine.ts';
import type { SealedIntent } from '#shared/sync/intent.ts';
import { operationsOf } from '#shared/sync/operations-of.ts';
import type { ServiceRequest } from '#shared/domain/service-request/service-request.ts';
import { came, FakeGrc } from '#shared/sync/testing/fake-grc.ts';
import type { SyncNetwork, SyncStorage } from '#shared/sync/ports.ts';
import type { WireAnswer } from '#shared/sync/verdict.ts';
import { memoryStorage } from '#shared/sync/testing/memory-storage.ts';
import { amendment, attachment, citizen, correction, id, visit } from '#shared/sync/testing/sealed.ts';
import type { Check } from '../report.ts';
import { askedAgain, forgotten, lostOrDoubled, outOfOrder, overwritten } from './ledger.ts';
import { seeded, type Random } from './random.ts';
import { Town, type Post } from './town.ts';
import { VirtualTime } from './virtual-time.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A town with three desks, one request of which all know, and the promises that hold at the end of any story. */
class Story {
  readonly town: Town;
  readonly #broken: string[] = [];

  private constructor(town: Town) {
    this.town = town;
  }

  static async begin(): Promise<Story> {
    const story = new Story(await Town.open(seeded(7), () => Promise.resolve(memoryStorage())));
    for (const { desk } of story.town.posts) await desk.start();
    await story.record(0, visit(1));
    await story.pass(10 * MINUTE);
    return story;
  }

  post(index: number): Post {
    const post = this.town.posts[index];
    if (post === undefined) throw new Error('three desks only');
    return post;
  }

  async record(desk: number, sealed: SealedIntent): Promise<void> {
    const { name } = this.post(desk);
    this.town.ledger.promised.push(...operationsOf(sealed).map((operation) => ({ operation, desk: name })));
    await this.post(desk).desk.record(sealed, false);
  }

  pass(ms: number): Promise<void> {
    return this.town.time.pass(ms);
  }

  get request(): ServiceRequest | undefined {
    return this.town.grc.requests.get(id(1, 'e'));
  }

  async toHandle(desk: number): Promise<readonly string[]> {
    return [...(await this.post(desk).desk.toHandle()).all];
  }

  /** A clerk settles the only conflict of a desk, every field the same way. */
  async settle(desk: number, n: number, choice: Choice): Promise<void> {
    const [queue] = await this.post(desk).desk.tickets();
    const state = queue?.find((entry) => entry.state.kind === 'parked')?.state;
    const conflict = queue && conflictOf(queue, state?.kind === 'parked' ? (state.current ?? null) : null);
    if (conflict === undefined) throw new Error('no conflict');
    const intent = answerTo(conflict, new Map(conflict.disputes.map(({ field }) => [field, choice])), id(n, 'b'));
    for (const { opId } of conflict.writes) this.town.ledger.answered.set(opId, id(n, 'b'));
    await this.record(desk, { ...amendment(n, 1), intent });
  }

  holds(what: string, is: boolean): void {
    if (!is) this.#broken.push(what);
  }

  /** Nothing lost, doubled, out of order or overwritten; every desk shows what the GRC holds, and none is asleep. */
  async end(): Promise<readonly string[]> {
    const { ledger, posts } = this.town;
    for (const { network } of posts) network.weather = 'calm';
    await this.pass(2 * HOUR);
    const held = new Set((await Promise.all(posts.map(({ desk }) => desk.toHandle()))).flatMap(({ all }) => [...all]));
    const found = [...lostOrDoubled(ledger, held), ...outOfOrder(ledger), ...overwritten(ledger), ...forgotten(this.town.grc, ledger, held), ...askedAgain(ledger, held), ...(await this.town.differences()), ...(await this.town.liesOnScreens(true))];
    return [...this.#broken, ...found.map(({ invariant, what }) => `${invariant} ${what}`)];
  }
}

type Told = { readonly scenario: number; readonly name: string; readonly invariant: string; readonly tell: (story: Story) => Promise<void> };
const place = (n: number, before: string, after: string): SealedIntent => amendment(n, 1, { changes: [{ field: 'form.place', before, after }] });
const note = (n: number, before: string | null, after: string): SealedIntent => amendment(n, 1, { changes: [{ field: 'note', before, after }] });

/** The scenarios that need the engine, three desks and nothing else, told step by step; the drawn histories go through them too. */
const STORIES: readonly Told[] = [
  {
    scenario: 3, name: 'reply lost, another desk edits, then the retry', invariant: 'I2 I5',
    tell: async (story) => {
      story.post(0).network.next.push('answer-lost');
      await story.record(0, note(2, null, 'first'));
      await story.pass(500);
      story.post(0).network.weather = 'cut';
      await story.pass(2 * MINUTE);
      await story.record(1, note(3, 'first', 'second'));
      await story.pass(5 * MINUTE);
      story.post(0).network.weather = 'calm';
      await story.pass(HOUR);
      story.holds('the later value stands', story.request?.note === 'second');
      story.holds('both are in the history', story.request?.amendments.length === 2);
    },
  },
  {
    scenario: 8, name: '401 in the middle of a queue, another clerk signs in', invariant: 'I1 I8',
    tell: async (story) => {
      story.post(0).network.next.push('none', 'unauthorised', 'unauthorised');
      for (const n of [2, 3, 4, 5, 6]) await story.record(0, visit(n));
      await story.pass(HOUR);
      story.holds('nothing is before a clerk', (await story.toHandle(0)).length === 0);
    },
  },
  {
    scenario: 11, name: 'double click, and the same submission in two windows', invariant: 'I2',
    tell: async (story) => {
      const twice = visit(2, { citizens: [citizen(2)], applicant: id(2, 'c') });
      await story.record(0, twice);
      await story.post(0).desk.cache.project(twice);
      story.post(0).desk.poke();
      await story.pass(HOUR);
    },
  },
  {
    scenario: 12, name: 'the same record, other fields, two desks offline', invariant: 'I4 I5',
    tell: async (story) => {
      for (const desk of [0, 1]) story.post(desk).network.weather = 'cut';
      await story.record(0, note(2, null, 'from desk 1'));
      await story.record(1, amendment(3, 1, { changes: [{ field: 'form.detail', before: null, after: 'from desk 2' }] }));
      await story.pass(HOUR);
      for (const desk of [0, 1]) story.post(desk).network.weather = 'calm';
      await story.pass(HOUR);
      story.holds('both are there', story.request?.note === 'from desk 1' && story.request.form['detail'] === 'from desk 2');
    },
  },
  {
    scenario: 13, name: 'the same field of the same record, two desks offline', invariant: 'I5',
    tell: async (story) => {
      for (const desk of [0, 1]) story.post(desk).network.weather = 'cut';
      await story.record(0, place(2, 'rue Haute', 'from desk 1'));
      await story.record(1, place(3, 'rue Haute', 'from desk 2'));
      await story.pass(HOUR);
      story.post(0).network.weather = 'calm';
      await story.pass(HOUR);
      story.post(1).network.weather = 'calm';
      await story.pass(HOUR);
      story.holds('the first stands', story.request?.form['place'] === 'from desk 1');
      story.holds('the second is before a clerk', (await story.toHandle(1)).length === 1);
      await story.settle(1, 4, { take: 'mine' });
      await story.pass(HOUR);
      story.holds('the clerk’s choice stands', story.request?.form['place'] === 'from desk 2');
      story.holds('both are in the history', story.request?.amendments.length === 2);
      story.holds('nothing is before a clerk any more', (await story.toHandle(1)).length === 0);
    },
  },
  {
    scenario: 14, name: 'deleted at the GRC while an edit waits', invariant: 'I5',
    tell: async (story) => {
      story.post(0).network.weather = 'cut';
      await story.record(0, note(2, null, 'too late'));
      story.town.grc.remove(id(1, 'e'));
      await story.pass(HOUR);
      story.post(0).network.weather = 'calm';
      await story.pass(HOUR);
      story.holds('the edit is before a clerk', (await story.toHandle(0)).length === 1);
      await story.settle(0, 3, { take: 'mine' });
      await story.pass(HOUR);
      story.holds('set aside, it is before nobody', (await story.toHandle(0)).length === 0);
    },
  },
  {
    scenario: 12, name: 'the same citizen, other fields and other phones, two desks offline', invariant: 'I4 I5',
    tell: async (story) => {
      await story.record(0, visit(2, { citizens: [citizen(2)], applicant: id(2, 'c') }));
      await story.pass(10 * MINUTE);
      for (const desk of [0, 1]) story.post(desk).network.weather = 'cut';
      await story.record(0, correction(3, 2, [{ field: 'usedName', before: null, after: 'PETIT' }, { field: 'phones', before: [], after: ['+33611111111'] }]));
      await story.record(1, correction(4, 2, [{ field: 'birthPlace', before: null, after: 'Lyon' }, { field: 'phones', before: [], after: ['+33622222222'] }]));
      await story.pass(HOUR);
      for (const desk of [0, 1]) story.post(desk).network.weather = 'calm';
      await story.pass(HOUR);
      const person = story.town.grc.citizens.get(id(2, 'c'));
      story.holds('every field is there', person?.usedName === 'PETIT' && person.birthPlace === 'Lyon');
      story.holds('both phones are there', [...(person?.phones ?? [])].sort().join() === '+33611111111,+33622222222');
    },
  },
  {
    scenario: 13, name: 'the same citizen, same name, a third change while the clerk thinks', invariant: 'I5',
    tell: async (story) => {
      await story.record(0, visit(2, { citizens: [citizen(2)], applicant: id(2, 'c') }));
      await story.pass(10 * MINUTE);
      story.town.grc.correct(id(2, 'c'), 'usedName', 'PETIT', 'Karim');
      await story.record(0, correction(3, 2, [{ field: 'usedName', before: null, after: 'GRAND' }]));
      await story.pass(HOUR);
      story.holds('it is before a clerk', (await story.toHandle(0)).length === 1);
      story.post(0).network.weather = 'cut';
      await story.pass(5 * MINUTE);
      story.town.grc.correct(id(2, 'c'), 'usedName', 'GROS', 'Karim');
      await story.settle(0, 4, { take: 'mine' });
      story.post(0).network.weather = 'calm';
      await story.pass(HOUR);
      story.holds('the third change stands until a clerk has seen it', story.town.grc.citizens.get(id(2, 'c'))?.usedName === 'GROS' && (await story.toHandle(0)).length === 1);
      await story.settle(0, 5, { take: 'theirs' });
    },
  },
  {
    scenario: 14, name: 'a citizen deleted at the GRC while a correction waits', invariant: 'I5',
    tell: async (story) => {
      await story.record(0, visit(2, { citizens: [citizen(2)], applicant: id(2, 'c') }));
      await story.pass(10 * MINUTE);
      story.post(0).network.weather = 'cut';
      await story.record(0, correction(3, 2, [{ field: 'usedName', before: null, after: 'GRAND' }]));
      story.town.grc.remove(id(2, 'c'));
      await story.pass(HOUR);
      story.post(0).network.weather = 'calm';
      await story.pass(HOUR);
      story.holds('the correction is before a clerk', (await story.toHandle(0)).length === 1);
      await story.settle(0, 4, { take: 'mine' });
      await story.pass(HOUR);
      story.holds('set aside, it is before nobody', (await story.toHandle(0)).length === 0);
    },
  },
  {
    scenario: 15, name: 'the GRC refuses a person (merged there) whom waiting requests name', invariant: 'I3 I5',
    tell: async (story) => {
      const person = visit(2, { citizens: [citizen(2)], applicant: id(2, 'c') });
      const [creation] = operationsOf(person);
      story.town.grc.refuses.add(creation?.opId ?? '');
      await story.record(0, person);
      await story.record(0, visit(3, { applicant: id(2, 'c') }));
      await story.pass(HOUR);
      story.holds('what names the person is before a clerk, in order', (await story.toHandle(0)).length === 3);
      story.town.grc.refuses.clear();
      for (const opId of (await story.post(0).desk.toHandle()).refused) story.post(0).desk.retry(opId);
      await story.pass(HOUR);
      story.holds('all leaves once the GRC takes it', (await story.toHandle(0)).length === 0);
    },
  },
  {
    scenario: 16, name: 'a refused write at the head of the queue', invariant: 'I1 I3',
    tell: async (story) => {
      story.post(0).network.weather = 'cut';
      await story.record(0, visit(2));
      for (const n of [3, 4, 5]) await story.record(0, visit(n));
      story.town.grc.refuses.add(id(2, 'b'));
      story.post(0).network.weather = 'calm';
      await story.pass(HOUR);
      story.holds('only it is before a clerk', (await story.toHandle(0)).join() === id(2, 'b'));
      story.holds('the others arrived', [3, 4, 5].every((n) => story.town.grc.requests.has(id(n, 'e'))));
    },
  },
  {
    scenario: 17, name: 'the parent is refused, its children wait', invariant: 'I1 I7',
    tell: async (story) => {
      story.town.grc.refuses.add(id(2, 'b'));
      await story.record(0, visit(2, { attachments: [attachment(2)] }));
      await story.record(0, amendment(3, 2, { changes: [{ field: 'note', before: null, after: 'more' }] }));
      await story.pass(HOUR);
      story.holds('request, file and edit are before a clerk', (await story.toHandle(0)).length === 3);
      story.holds('the screen does not say that it was transmitted', (await story.post(0).desk.request(id(2, 'e')))?.transmission !== 'transmitted');
    },
  },
  {
    scenario: 26, name: 'clocks an hour ahead, a day behind and in 2099', invariant: 'I3 I4',
    tell: async (story) => {
      for (const [index, skew] of [HOUR, -DAY, 73 * 365 * DAY].entries()) story.post(index).desk.skewMs = skew;
      for (const desk of [0, 1, 2]) {
        await story.record(desk, visit(10 + desk));
        await story.record(desk, amendment(20 + desk, 10 + desk, { changes: [{ field: 'note', before: null, after: 'a' }] }));
        await story.record(desk, amendment(30 + desk, 10 + desk, { changes: [{ field: 'note', before: 'a', after: 'b' }] }));
      }
      await story.pass(HOUR);
      for (const index of [0, 1, 2]) story.post(index).desk.skewMs = -HOUR;
      await story.pass(HOUR);
      story.holds('the last typed stands', [10, 11, 12].every((n) => story.town.grc.requests.get(id(n, 'e'))?.note === 'b'));
    },
  },
  {
    scenario: 27, name: 'three weeks off, the cursor below the floor, work waiting', invariant: 'I1 I4',
    tell: async (story) => {
      story.post(2).network.weather = 'cut';
      await story.record(2, visit(2));
      await story.record(2, note(3, null, 'before the holidays'));
      for (let week = 0; week < 3; week += 1) {
        await story.record(0, visit(10 + week));
        await story.pass(7 * DAY);
      }
      story.town.grc.remove(id(10, 'e'));
      story.town.grc.forgetCursors();
      story.post(2).network.weather = 'calm';
      await story.pass(HOUR);
      story.holds('its work arrived', story.town.grc.requests.has(id(2, 'e')) && story.request?.note === 'before the holidays');
    },
  },
];

export async function directedStories(): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const { scenario, name, invariant, tell } of STORIES) {
    const story = await Story.begin();
    await tell(story);
    checks.push({ scenario, layer: 'model', name, invariant, broken: await story.end() });
  }
  return [...checks, await returnOfTwenty(), await twoLeaders()];
}

/** The GRC is busy for two hours while twenty desks record; what its return then costs, against what the work itself costs. */
async function returnOfTwenty(): Promise<Check> {
  const time = new VirtualTime();
  const grc = new FakeGrc();
  const random = seeded(7);
  const calls: number[] = [];
  let busy = true;
  const reach = async (answer: () => WireAnswer): Promise<WireAnswer> => {
    await time.wait(random.int(1, 300));
    calls.push(time.now);
    return busy ? came(503, undefined) : answer();
  };
  const caches = Array.from({ length: 20 }, () => memoryStorage());
  const asked: string[] = [];
  for (const [desk, cache] of caches.entries()) {
    for (let n = 0; n < 10; n += 1) {
      const sealed = visit(desk * 10 + n + 1);
      await cache.project(sealed);
      asked.push(sealed.intent.opId);
    }
    engineOf(time, random, cache.storage, { send: (operation) => reach(() => grc.write(operation)), pull: (cursor, limit) => reach(() => grc.changes(cursor, limit)) }).start();
  }
  await time.pass(2 * HOUR);
  const during = calls.length;
  busy = false;
  const back = time.now;
  await time.pass(10 * MINUTE);
  const after = calls.length - during;
  const firstMinute = calls.filter((at) => at >= back && at < back + MINUTE).length;
  // Each write once, and every desk's pull each minute, and a page for each that it had missed.
  const work = asked.length + caches.length * 20;
  const broken = [
    ...asked.filter((opId) => grc.effects.filter((done) => done === opId).length !== 1).map((opId) => `I1 ${opId} had not one effect`),
    ...(after > 2 * work ? [`I1 ${after} calls for a work of ${work}`] : []),
    // A probe each 2.5 min on the average, and the way there.
    ...(during > caches.length * 2 * 60 ? [`I1 ${during} calls to a busy server in two hours`] : []),
  ];
  return { scenario: 5, layer: 'model', name: `twenty desks: ${during} calls in the two hours, ${firstMinute} in the first minute after, ${after} in ten for a work of ${work}`, invariant: 'I1', broken };
}

function engineOf(time: VirtualTime, random: Random, storage: SyncStorage, network: Pick<SyncNetwork, 'send' | 'pull'>): SyncEngine {
  return new SyncEngine({
    network: { ...network, uploadStep: () => Promise.resolve({ phase: 'verified' }), acknowledge: () => Promise.resolve(true) },
    storage,
    timers: { after: (ms, run) => time.after(ms, run) },
    clock: { now: () => time.now, monotonic: () => time.now },
    random: random.next,
  }, () => undefined);
}

/** A frozen window comes back and finds another one at work: two engines on one cache, one GRC. */
async function twoLeaders(): Promise<Check> {
  const time = new VirtualTime();
  const grc = new FakeGrc();
  const { storage, project } = memoryStorage();
  const random = seeded(7);
  const engine = (): SyncEngine => {
    const network: Pick<SyncNetwork, 'send' | 'pull'> = {
      send: async (operation) => (await time.wait(random.int(1, 300)), grc.write(operation)),
      pull: async (cursor, limit) => (await time.wait(random.int(1, 300)), grc.changes(cursor, limit)),
    };
    return engineOf(time, random, storage, network);
  };
  const engines = [engine(), engine()];
  const sealed = Array.from({ length: 12 }, (_, n) => visit(n + 1));
  for (const each of sealed) await project(each);
  for (const each of engines) each.start();
  await time.pass(HOUR);
  const asked = sealed.flatMap(operationsOf).map(({ opId }) => opId);
  const broken = [
    ...asked.filter((opId) => !grc.effects.includes(opId)).map((opId) => `${opId} is lost`),
    ...(new Set(grc.effects).size === grc.effects.length ? [] : ['a write had two effects']),
    ...((await storage.queuedBeyond(new Set())).length === 0 ? [] : ['something waits for ever']),
  ];
  return { scenario: 29, layer: 'model', name: 'two leaders on one cache at once', invariant: 'I2', broken };
}
