import { expect, test } from 'vitest';
import { createNetworkSessions } from './network-sessions.ts';

const MINUTE = 60_000;

test('calls keep to one session until a certificate is refused, then at most one in half a minute is begun, by the call that needs it', () => {
  let now = 0;
  const sessions = createNetworkSessions(() => now);
  const at = (ms: number): string => {
    now = ms;
    const taken = sessions.partition();
    sessions.refused();
    return taken;
  };
  expect([at(0), at(1), at(MINUTE / 2), at(MINUTE / 2 + 1), at(10 * MINUTE)]).toEqual(['grc-0', 'grc-1', 'grc-1', 'grc-2', 'grc-3']);
});

test('a session comes again only when what it found of a certificate is forgotten, half an hour later', () => {
  let now = 0;
  const sessions = createNetworkSessions(() => now);
  const usedAt = new Map<string, number>();
  const restedMs: number[] = [];
  let last = '';
  for (; now < 3 * 60 * MINUTE; now += MINUTE / 4) {
    const taken = sessions.partition();
    const before = usedAt.get(taken);
    if (taken !== last && before !== undefined) restedMs.push(now - before);
    usedAt.set(taken, now);
    last = taken;
    sessions.refused();
  }
  expect([usedAt.size, Math.min(...restedMs) >= 30 * MINUTE]).toEqual([62, true]);
});
