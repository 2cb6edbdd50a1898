import { expect, test } from 'vitest';
import { createIdleLock } from './idle-lock.ts';

function desk() {
  const state = { system: 0, now: 0, locks: 0 };
  const lock = createIdleLock({ systemIdleSeconds: () => state.system, now: () => state.now }, () => 10, () => (state.locks += 1));
  return { state, lock };
}

test('locks when neither the system nor our window saw anyone for the time set', () => {
  const { state, lock } = desk();
  Object.assign(state, { system: 599, now: 599_000 });
  lock.check();
  Object.assign(state, { system: 600, now: 600_000 });
  lock.check();
  expect(state.locks).toBe(1);
});

test('input in another program, or in our window alone, keeps the desk open', () => {
  const { state, lock } = desk();
  Object.assign(state, { system: 3, now: 900_000 });
  lock.check();
  lock.touch();
  Object.assign(state, { system: 900, now: 960_000 });
  lock.check();
  expect(state.locks).toBe(0);
});
