import { expect, test } from 'vitest';
import { createRest } from './rest.ts';

test('what can wait goes on at once, but for while changes come in', async () => {
  const rest = createRest();
  const done: string[] = [];
  const work = (name: string): Promise<unknown> => rest.untilThen().then(() => done.push(name));
  await work('before');
  rest.heard({ state: { phase: 'catching-up', received: 1000 }, toHandle: 0 });
  const waiting = work('meanwhile');
  await Promise.resolve();
  const during = [...done];
  rest.heard({ state: { phase: 'up-to-date', checkedAt: 1 }, toHandle: 0 });
  await waiting;
  expect([during, done]).toEqual([['before'], ['before', 'meanwhile']]);
});
