import type { Amendment } from '#shared/domain/service-request/service-request.ts';
import type { SealedIntent } from '#shared/sync/intent.ts';
import { answerTo, conflictOf, type Choice } from '#shared/sync/answer.ts';
import { operationsOf } from '#shared/sync/operations-of.ts';
import type { OverlaidMailItem } from '#shared/sync/overlay.ts';
import type { StorageUnderTest } from '#shared/sync/sync-storage.contract.ts';
import { valueAt } from '#shared/sync/testing/fake-grc.ts';
import { amendment, attachment, citizen, id, letter, letterAmendment, opening, visit, voiding } from '#shared/sync/testing/sealed.ts';
import { askedAgain, forgotten, heldForNothing, lostOrDoubled, misconduct, outOfOrder, overwritten, unacknowledged, type Violation } from './ledger.ts';
import { seeded, type Random } from './random.ts';
import { Town, type Post } from './town.ts';

const HOUR = 3_600_000;

/** What a history found, and what it went through (named as the scenarios name it). */
export type Outcome = { readonly seed: number; readonly violations: readonly Violation[]; readonly went: ReadonlySet<string> };

/** A few days of three desks, all of it drawn from the seed: what they record, what breaks, and what then must hold. */
export async function runHistory(seed: number, openCache: () => Promise<StorageUnderTest>): Promise<Outcome> {
  const random = seeded(seed);
  const town = await Town.open(random, openCache);
  const went = new Set<string>();
  const day = new Day(town, random, went);
  const violations: Violation[] = [];
  for (const { desk } of town.posts) await desk.start();
  const steps = random.int(6, 24);
  for (let step = 0; step < steps; step += 1) {
    await day.somethingHappens();
    const hurry = random.chance(0.3);
    await town.time.pass(hurry ? random.int(0, 50) : random.int(1000, 120_000));
    violations.push(...(await town.liesOnScreens(!hurry)));
  }
  await day.calm();
  violations.push(...(await judge(town, day)));
  for (const { network } of town.posts) for (const fault of network.seen.keys()) went.add(fault);
  return { seed, violations, went };
}

/** At rest, faults over. */
async function judge(town: Town, day: Day): Promise<readonly Violation[]> {
  const { ledger, grc, posts } = town;
  const all = new Set<string>();
  const refused = new Set<string>();
  for (const { desk } of posts) {
    const held = await desk.toHandle();
    for (const opId of held.all) all.add(opId);
    for (const opId of held.refused) refused.add(opId);
  }
  const stuck = [...day.putBack].filter((opId) => all.has(opId) && !ledger.refused.has(opId));
  return [
    ...lostOrDoubled(ledger, all),
    ...outOfOrder(ledger),
    ...overwritten(ledger),
    ...forgotten(grc, ledger, all),
    ...askedAgain(ledger, all),
    ...heldForNothing(ledger, day.refusedBefore.size > 0 ? new Set([...refused].filter((opId) => !day.refusedBefore.has(opId))) : refused),
    ...stuck.map((opId): Violation => ({ invariant: 'I1', what: `${opId} was put back by a clerk and never left` })),
    ...posts.flatMap(({ name, desk }) => [...unacknowledged(ledger, name, desk.acknowledged), ...misconduct(name, desk.conduct)]),
    ...(await town.differences()),
  ];
}

/** What may happen, one thing at a time. */
class Day {
  readonly #town: Town;
  readonly #random: Random;
  readonly #went: Set<string>;
  /** Refused by the GRC before the end; what a clerk then put back. */
  readonly refusedBefore = new Set<string>();
  readonly putBack = new Set<string>();
  #serial = 0;

  constructor(town: Town, random: Random, went: Set<string>) {
    this.#town = town;
    this.#random = random;
    this.#went = went;
  }

  async somethingHappens(): Promise<void> {
    const random = this.#random;
    const post = random.pick(this.#town.posts);
    const happening = random.pick<() => void | Promise<void>>([
      () => this.#record(post), () => this.#record(post), () => this.#record(post), () => this.#rush(post),
      () => this.#amend(post), () => this.#amend(post), () => this.#amend(post), () => this.#amendLetter(post),
      () => this.#correct(post), () => this.#correct(post), () => this.#correct(post), () => this.#correct(post), () => this.#officeCorrects(), () => this.#officeCorrects(),
      () => this.#answer(post), () => this.#answer(post), () => this.#answer(post), () => this.#wipeAtAMerge(post),
      () => this.#sky(post), () => this.#sky(post),
      () => this.#kill(post), () => this.#wipe(post), () => this.#office(), () => this.#clock(post),
      () => this.#removal(), () => this.#poison(), () => this.#forgetCursors(), () => this.#diskTrouble(post), () => this.#impatience(post),
    ]);
    await happening();
  }

  /** Faults end; every desk is started again and given the time it needs. A clerk puts half of the refused writes back. */
  async calm(): Promise<void> {
    const { time, posts, grc, ledger } = this.#town;
    for (const { desk, network } of posts) {
      network.weather = 'calm';
      desk.failing = 0;
      if (desk.killed) await desk.start();
    }
    await time.pass(HOUR / 2);
    grc.refuses.clear();
    for (const post of posts) while (this.#random.chance(0.6) && (await this.#answer(post)));
    for (const { desk } of posts) if (desk.killed) await desk.start();
    await time.pass(HOUR / 6);
    for (const opId of ledger.refused) this.refusedBefore.add(opId);
    ledger.refused.clear();
    for (const { desk } of posts) {
      for (const opId of (await desk.toHandle()).refused) {
        if (this.#random.chance(0.5)) continue;
        desk.retry(opId);
        this.putBack.add(opId);
      }
    }
    await time.pass(HOUR / 2);
    for (const { desk } of posts) desk.poke();
    await time.pass(HOUR / 6);
  }

  /** A queue at the counter: one visit after the other. */
  async #rush(post: Post): Promise<void> {
    for (let visits = this.#random.int(3, 8); visits > 0; visits -= 1) await this.#record(post);
    this.#went.add('rush');
  }

  async #promise({ desk, name }: Post, sealed: SealedIntent): Promise<void> {
    if (desk.killed) await desk.start();
    const killed = this.#random.chance(0.1);
    if (killed) this.#went.add('kill between journal and cache');
    const { intent } = sealed;
    for (const opId of ('answers' in intent && intent.answers) || []) this.#town.ledger.answered.set(opId, sealed.intent.opId);
    this.#town.ledger.promised.push(...operationsOf(sealed).map((operation) => ({ operation, desk: name })));
    await desk.record(sealed, killed);
  }

  async #record(post: Post): Promise<void> {
    const n = (this.#serial += 1);
    const kind = this.#random.pick(['new', 'new', 'known', 'nobody', 'opened', 'letter', 'of letter']);
    if (kind === 'opened') return this.#promise(post, opening(n));
    const attachments = this.#random.chance(0.4) ? [attachment(n)] : [];
    if (kind === 'letter') return this.#promise(post, letter(n, { attachments, sender: await this.#someCitizen(post) }));
    if (kind === 'of letter') {
      const mailItem = await this.#someLetter(post);
      return this.#promise(post, visit(n, { attachments, ...(mailItem !== undefined && { ofLetter: mailItem }) }));
    }
    const known = kind === 'known' ? await this.#someCitizen(post) : undefined;
    if (kind === 'new') return this.#promise(post, visit(n, { citizens: [citizen(n)], applicant: id(n, 'c'), attachments }));
    return this.#promise(post, visit(n, { attachments, ...(known !== undefined && { applicant: known }) }));
  }

  async #amend(post: Post): Promise<void> {
    const request = await this.#someRequest(post);
    if (request === undefined) return;
    const n = (this.#serial += 1);
    if (this.#random.chance(0.15)) return this.#promise(post, { ...voiding(n, 1), intent: { ...voidingOf(n), requestId: request.id } });
    const fields = this.#random.pick([['note'], ['form.place'], ['note', 'form.detail']]);
    const typed = this.#random.chance(0.3) ? `${request.note ?? ''} typed ${n}`.trim() : `typed ${n}`;
    const changes = fields.map((field) => ({ field, before: valueAt(request, field) ?? null, after: field === 'note' ? typed : `typed ${n}` }));
    const sealed = amendment(n, 1, { changes, ...(this.#random.chance(0.5) && { seenStatus: request.status }) });
    if (sealed.intent.kind !== 'amendment') return;
    await this.#promise(post, { ...sealed, intent: { ...sealed.intent, requestId: request.id } });
  }

  /** A person's file is corrected, as the desk shows it now. */
  async #correct(post: Post): Promise<void> {
    const shown = await this.#someShownCitizen(post);
    if (shown === undefined) return;
    const n = (this.#serial += 1);
    const random = this.#random;
    const phone = `+3360000${String(n).padStart(4, '0')}`;
    const phones = random.pick([[...shown.phones, phone], [phone], shown.phones.slice(1)]);
    const fields = random.pick([['usedName'], ['birthPlace'], ['phones'], ['usedName', 'phones']]);
    const changes = fields.map((field) => ({ field, before: valueAt(shown, field) ?? null, after: field === 'phones' ? phones.slice(-6) : `typed ${n}` }));
    await this.#promise(post, correctionOf(n, shown.id, changes));
    this.#went.add('a person corrected');
  }

  /** The cache is lost at the moment that a merged write leaves: the journal alone knows how it left. */
  async #wipeAtAMerge(post: Post): Promise<void> {
    const shown = await this.#someShownCitizen(post);
    if (shown === undefined || post.desk.killed) return;
    const n = (this.#serial += 1);
    this.#town.grc.correct(shown.id, 'phones', [`+3370000${String(n).padStart(4, '0')}`], 'Karim');
    await this.#promise(post, correctionOf(n, shown.id, [{ field: 'phones', before: shown.phones, after: [...shown.phones, `+3360000${String(n).padStart(4, '0')}`].slice(-6) }]));
    await this.#town.time.pass(this.#random.int(200, 2500));
    await this.#wipe(post);
    this.#went.add('cache lost at a merge');
  }

  /** A clerk settles a conflict, or leaves it; true when one was answered. */
  async #answer(post: Post): Promise<boolean> {
    const tickets = await post.desk.tickets();
    if (tickets.length === 0) return false;
    const queue = this.#random.pick(tickets);
    const stale = queue.find(({ state }) => state.kind === 'parked')?.state;
    const current = stale?.kind === 'parked' ? (stale.current ?? null) : null;
    const conflict = conflictOf(queue, current);
    if (conflict === undefined) return false;
    const n = (this.#serial += 1);
    const choices = conflict.disputes.map(({ field }): [string, Choice] => [field, this.#random.pick<Choice>([{ take: 'mine' }, { take: 'theirs' }, ...(field === 'status' ? [] : [{ take: 'other' as const, value: `typed ${n}` }])])]);
    await this.#promise(post, sealedOf(n, answerTo(conflict, new Map(choices.map(([field, choice]) => [field, otherPhones(field, choice)])), id(n, 'b'))));
    this.#went.add(current === null ? 'set aside' : 'conflict answered');
    return true;
  }

  /** Without any desk, and without asking what a desk holds. */
  #officeCorrects(): void {
    const citizens = [...this.#town.grc.citizens.values()];
    if (citizens.length === 0) return;
    const person = this.#random.chance(0.6) && citizens[0] !== undefined ? citizens[0] : this.#random.pick(citizens);
    const n = (this.#serial += 1);
    if (this.#random.chance(0.5)) this.#town.grc.correct(person.id, 'usedName', `office ${n}`, 'Karim');
    else this.#town.grc.correct(person.id, 'phones', [...person.phones, `+3370000${String(n).padStart(4, '0')}`].slice(-6), 'Karim');
    this.#went.add('a person corrected in the office');
  }

  async #amendLetter(post: Post): Promise<void> {
    const mailItem = await this.#someLetter(post);
    if (mailItem === undefined) return;
    const n = (this.#serial += 1);
    const changes = [{ field: 'note', before: mailItem.note ?? null, after: `typed ${n}` }];
    await this.#promise(post, letterAmendment(n, mailItem.id, this.#random.chance(0.2) ? { kind: 'void' } : { changes }));
  }

  #sky({ network }: Post): void {
    network.weather = this.#random.pick(['calm', 'rough', 'storm', 'cut']);
    this.#went.add(`network ${network.weather}`);
  }

  async #kill({ desk }: Post): Promise<void> {
    desk.kill();
    this.#went.add('kill');
    if (this.#random.chance(0.7)) await desk.start();
  }

  async #wipe({ desk }: Post): Promise<void> {
    desk.kill();
    await desk.wipeCache();
    await desk.start();
    this.#went.add('cache lost');
  }

  #office(): void {
    const requests = [...this.#town.grc.requests.keys()];
    if (requests.length === 0) return;
    this.#town.grc.moveOn(this.#random.pick(requests), this.#random.pick(['in-progress', 'granted', 'refused']));
    this.#went.add('moved on in the office');
  }

  /** A record is deleted years after its last write, or merged into another: every desk has long learnt what became of its own. */
  async #removal(): Promise<void> {
    const old: string[] = [];
    for (const id of [...this.#town.grc.requests.keys(), ...this.#town.grc.citizens.keys()]) if (await this.#town.isSettled(id)) old.push(id);
    if (old.length === 0) return;
    this.#town.grc.remove(this.#random.pick(old));
    this.#went.add('deleted at the GRC');
  }

  #clock({ desk }: Post): void {
    desk.skewMs = this.#random.pick([HOUR, -24 * HOUR, 73 * 365 * 24 * HOUR, -HOUR]);
    this.#went.add('clock wrong');
  }

  #poison(): void {
    const done = new Set(this.#town.ledger.effects.map(({ opId }) => opId));
    const waiting = this.#town.ledger.promised.filter(({ operation }) => !done.has(operation.opId));
    if (waiting.length === 0) return;
    this.#town.grc.refuses.add(this.#random.pick(waiting).operation.opId);
    this.#went.add('refused');
  }

  #forgetCursors(): void {
    this.#town.grc.forgetCursors();
    this.#went.add('cursor expired');
  }

  #diskTrouble({ desk }: Post): void {
    desk.failing = this.#random.pick([0, 0.2, 0.6]);
    if (desk.failing > 0) this.#went.add('storage fails');
  }

  async #impatience({ desk }: Post): Promise<void> {
    if (desk.killed) return;
    for (const opId of (await desk.toHandle()).refused) desk.retry(opId);
    desk.poke();
  }

  async #someRequest({ desk }: Post) {
    const ids = this.#town.ledger.promised.flatMap(({ operation }) => (operation.type === 'request/create' ? [operation.aggregate] : []));
    const shown = await Promise.all(ids.map((each) => desk.request(each)));
    const there = shown.filter((request) => request !== null);
    return there.length === 0 ? undefined : this.#random.pick(there);
  }

  async #someShownCitizen({ desk }: Post) {
    const ids = this.#town.ledger.promised.flatMap(({ operation }) => (operation.type === 'citizen/create' ? [operation.aggregate] : []));
    const shown = await Promise.all(ids.map((each) => desk.cache.citizen(each)));
    const there = shown.filter((citizen) => citizen !== null);
    // Families come back: most corrections are of one person.
    return this.#random.chance(0.6) ? there[0] : there.length === 0 ? undefined : this.#random.pick(there);
  }

  async #someLetter({ desk }: Post): Promise<OverlaidMailItem | undefined> {
    const ids = this.#town.ledger.promised.flatMap(({ operation }) => (operation.type === 'mail-item/create' ? [operation.aggregate] : []));
    const shown = await Promise.all(ids.map((each) => desk.cache.mailItem(each)));
    const there = shown.filter((mailItem) => mailItem !== null).filter(({ requestIds }) => requestIds.length < 19);
    return there.length === 0 ? undefined : this.#random.pick(there);
  }

  async #someCitizen({ desk }: Post): Promise<string | undefined> {
    const ids = this.#town.ledger.promised.flatMap(({ operation }) => (operation.type === 'citizen/create' ? [operation.aggregate] : []));
    const there: string[] = [];
    for (const each of ids) if ((await desk.cache.citizen(each)) !== null) there.push(each);
    return there.length === 0 ? undefined : this.#random.pick(there);
  }
}

function voidingOf(n: number) {
  const { intent } = voiding(n, 1);
  if (intent.kind !== 'void') throw new Error('a voiding');
  return intent;
}

function sealedOf(n: number, intent: SealedIntent['intent']): SealedIntent {
  return { ...amendment(n, 1), intent };
}

function correctionOf(n: number, citizenId: string, changes: Amendment['changes']): SealedIntent {
  const opId = id(n, 'b');
  return sealedOf(n, { kind: 'citizen-amendment', opId, citizenId, amendment: { id: opId, kind: 'correction', changes } });
}

/** Another list of phones is a list. */
function otherPhones(field: string, choice: Choice): Choice {
  return field === 'phones' && choice.take === 'other' ? { take: 'other', value: [] } : choice;
}
