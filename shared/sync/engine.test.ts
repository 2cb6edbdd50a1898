import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { SealedIntent } from './intent.ts';
import { operationsOf } from './operations-of.ts';
import { amendment, attachment, captured, citizen, id, opening, visit, voiding } from './testing/sealed.ts';
import { faults, World, type Fault } from './testing/world.ts';

const HOUR = 3_600_000;
const recordedAt = Date.parse(captured.at);

async function desk(...intents: readonly SealedIntent[]): Promise<World> {
  const world = new World();
  for (const intent of intents) await world.cache.project(intent);
  return world;
}

test('an empty desk pulls, is up to date, and asks again each minute', async () => {
  const world = await desk();
  world.engine.start();
  await world.pass(0);
  expect([world.report, world.armed]).toEqual([{ state: { phase: 'up-to-date', checkedAt: 0 }, toHandle: 0 }, 1]);
  await world.pass(60_000);
  expect(world.report.state).toEqual({ phase: 'up-to-date', checkedAt: 60_000 });
});

test('a visit with a new person and a file leaves whole, in order, and is acknowledged', async () => {
  const world = await desk(visit(1, { citizens: [citizen(1)], attachments: [attachment(1)], applicant: id(1, 'c') }));
  world.engine.start();
  await world.pass(1000);
  expect([world.grc.effects, world.acknowledged.map(({ opId, outcome }) => [opId, outcome])]).toEqual([
    [id(1, '9'), id(1, 'b'), id(1, 'f')],
    [id(1, '9'), id(1, 'b'), id(1, 'f')].map((opId) => [opId, 'accepted']),
  ]);
  expect(await world.cache.request(id(1, 'e'))).toMatchObject({ transmission: 'transmitted', attachmentsWaiting: 0, attachmentStates: [{ verified: true }] });
});

test('with the network down the desk says so, and everything leaves when it is back', async () => {
  const world = await desk(visit(1));
  world.online = false;
  world.engine.start();
  await world.pass(10 * 60_000);
  expect(world.report).toMatchObject({ state: { phase: 'offline', reason: 'unreachable', waiting: 1, oldestAt: recordedAt, lastSuccessAt: null }, toHandle: 0 });
  expect((await world.cache.request(id(1, 'e')))?.transmission).toBe('waiting');
  world.online = true;
  await world.pass(5 * 60_000);
  expect([world.grc.effects, world.report.state.phase]).toEqual([[id(1, 'b')], 'up-to-date']);
});

test('while the way is closed one probe is made at a time, not one for each write', async () => {
  const world = await desk(...Array.from({ length: 50 }, (_, i) => visit(i + 1)));
  world.online = false;
  world.engine.start();
  await world.pass(HOUR);
  expect(world.sent.length).toBeLessThanOrEqual(4);
});

test('a poke tries at once', async () => {
  const world = await desk(visit(1));
  world.online = false;
  world.engine.start();
  await world.pass(10 * 60_000);
  world.online = true;
  world.engine.poke();
  await world.pass(0);
  await world.pass(1);
  expect(world.grc.effects).toEqual([id(1, 'b')]);
});

test('a hint reads the changes now, and tries no write the sooner', async () => {
  const world = await desk();
  const changes = vi.spyOn(world.grc, 'changes');
  world.engine.start();
  await world.pass(1000);
  await world.cache.project(visit(1));
  world.script = ['bug', 'bug'];
  world.engine.poke();
  await world.pass(0);
  world.script = [];
  const before = [world.sent.length, changes.mock.calls.length];
  world.engine.hint();
  await world.pass(0);
  expect([before, [world.sent.length, changes.mock.calls.length]]).toEqual([[1, 2], [1, 3]]);
});

test('a refreshed report knows what was recorded a moment ago, before anything is tried', async () => {
  const world = await desk();
  world.engine.start();
  await world.pass(1000);
  world.online = false;
  await world.cache.project(visit(1));
  const [before, after] = [world.engine.report(), await world.engine.refreshed()];
  expect([before.state.phase, after.state]).toEqual(['up-to-date', { phase: 'sending', waiting: 1, oldestAt: recordedAt }]);
});

test('what is recorded while the engine runs leaves at the next poke', async () => {
  const world = await desk();
  world.engine.start();
  await world.pass(1000);
  await world.cache.project(visit(1));
  world.engine.poke();
  await world.pass(0);
  expect(world.grc.effects).toEqual([id(1, 'b')]);
});

test('a lost answer makes no second demande', async () => {
  const world = await desk(visit(1));
  world.script = ['answer-lost'];
  world.engine.start();
  await world.pass(HOUR);
  expect([world.grc.effects, world.sent.length > 1]).toEqual([[id(1, 'b')], true]);
});

test('a refused write is parked for a clerk with what depends on it; others go on', async () => {
  const world = await desk(visit(1), amendment(2, 1), visit(3));
  world.grc.refuses.add(id(1, 'b'));
  world.engine.start();
  await world.pass(HOUR);
  expect([world.grc.effects, world.report.toHandle, world.report.state.phase]).toEqual([[id(3, 'b')], 2, 'up-to-date']);
  expect(world.acknowledged).toContainEqual({ opId: id(1, 'b'), outcome: 'parked', grcNumber: null, code: 'invalid' });
  expect((await world.cache.request(id(1, 'e')))?.transmission).toBe('to-handle');
});

test('a clerk puts a parked write back, and what waited for it follows', async () => {
  const world = await desk(visit(1), amendment(2, 1));
  world.grc.refuses.add(id(1, 'b'));
  world.engine.start();
  await world.pass(HOUR);
  world.grc.refuses.clear();
  await world.engine.retry(id(1, 'b'));
  await world.pass(1000);
  expect([world.grc.effects, world.report.toHandle]).toEqual([[id(1, 'b'), id(2, 'b')], 0]);
});

test('the outbox does not forget before the journal has the answer', async () => {
  const world = await desk(visit(1));
  // The answer is told while the first page is still under way: whichever comes first, the other is not disturbed by it.
  world.script = ['none', 'journal-fails', 'journal-fails'];
  world.engine.start();
  await world.pass(0);
  expect([world.grc.effects, world.acknowledged, (await world.cache.storage.queuedBeyond(new Set())).length]).toEqual([[id(1, 'b')], [], 1]);
  await world.pass(HOUR);
  expect([world.grc.effects.length, world.acknowledged.length]).toEqual([1, 1]);
});

test('a file that does not advance is tried later, not for ever at once', async () => {
  const world = await desk(visit(1, { attachments: [attachment(1)] }));
  world.engine.start();
  world.script = ['none', 'none', 'none', ...Array.from({ length: 6 }, (): Fault => 'cut')];
  await world.pass(HOUR);
  expect(world.grc.effects).toEqual([id(1, 'b'), id(1, 'f')]);
});

test('audits leave, and are never counted as work for a clerk', async () => {
  const world = await desk(opening(1), opening(2));
  world.online = false;
  world.engine.start();
  await world.pass(1000);
  expect(world.report.state).toMatchObject({ phase: 'offline', waiting: 0, oldestAt: null });
  world.online = true;
  await world.pass(HOUR);
  expect(world.grc.effects).toEqual([id(1, 'b'), id(2, 'b')]);
});

test('a stopped engine leaves no timer and starts nothing', async () => {
  const world = await desk(visit(1));
  world.online = false;
  world.engine.start();
  await world.pass(1000);
  world.engine.stop();
  world.online = true;
  await world.pass(HOUR);
  expect([world.armed, world.grc.effects]).toEqual([0, []]);
});

/** A day at the desk: what is recorded, what goes wrong, and when the app is killed. */
const history = fc.record({
  intents: fc.array(fc.tuple(fc.constantFrom('visit', 'known', 'amend', 'void', 'open'), fc.nat(9)), { minLength: 1, maxLength: 8 }),
  script: fc.array(fc.constantFrom(...faults), { maxLength: 40 }),
  kills: fc.array(fc.nat(8), { maxLength: 2 }),
  cuts: fc.array(fc.nat(8), { maxLength: 3 }),
});

function intentsOf(list: readonly (readonly [string, number])[]): readonly SealedIntent[] {
  let note: string | null = null;
  return list.map(([kind, pick], i) => {
    const n = i + 1;
    const of = 1 + (pick % n);
    if (kind === 'open') return opening(n);
    if (i > 0 && kind === 'amend') {
      const before = note;
      note = `note ${n}`;
      return amendment(n, 1, { changes: [{ field: 'note', before, after: note }] });
    }
    if (i > 0 && kind === 'void') return voiding(n, 1);
    if (i > 0 && kind === 'known') return visit(n, { applicant: id(1, 'c') });
    return visit(n, { citizens: [citizen(n)], attachments: of % 2 === 0 ? [attachment(n)] : [], applicant: id(n, 'c') });
  });
}

test('whatever is cut, lost, doubled or killed: at rest the GRC has each write once, in order, and the desk shows what it has', async () => {
  await fc.assert(
    fc.asyncProperty(history, async ({ intents, script, kills, cuts }) => {
      const world = new World();
      // The first visit is what amendments and known persons speak of.
      const all = intentsOf([['visit', 0], ...intents]);
      world.script = [...script];
      world.engine.start();
      for (const [step, intent] of all.entries()) {
        await world.cache.project(intent);
        world.online = !cuts.includes(step);
        if (step % 2 === 0) world.engine.poke();
        await world.pass(step * 700);
        if (kills.includes(step)) world.restart();
        await world.pass(0);
        expect(world.armed).toBeGreaterThan(0);
      }
      world.online = true;
      await world.pass(6 * HOUR);

      const writes = all.flatMap(operationsOf);
      expect([...world.grc.effects].sort()).toEqual(writes.map(({ opId }) => opId).sort());
      for (const aggregate of new Set(writes.map((write) => write.aggregate))) {
        const order = world.grc.effects.filter((opId) => writes.some((write) => write.opId === opId && write.aggregate === aggregate));
        expect(order).toEqual(writes.filter((write) => write.aggregate === aggregate).map(({ opId }) => opId));
      }
      expect(await world.cache.storage.queuedBeyond(new Set())).toEqual([]);
      expect(new Set(world.acknowledged.map(({ opId }) => opId))).toEqual(new Set(writes.map(({ opId }) => opId)));
      for (const [requestId, record] of world.grc.requests) {
        expect(await world.cache.request(requestId)).toEqual({ ...record, transmission: 'transmitted', attachmentsWaiting: 0 });
      }
      expect(world.report).toMatchObject({ state: { phase: 'up-to-date' }, toHandle: 0 });
    }),
    { numRuns: 300 },
  );
}, 60_000);
