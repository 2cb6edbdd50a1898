import { expect, test } from 'vitest';
import { ANSWER_WITHIN_MS, createLeaving, LOOK_WITHIN_MS } from './leaving.ts';

function leaving() {
  const happened: string[] = [];
  const timers: { readonly ms: number; readonly run: () => void }[] = [];
  const subject = createLeaving({
    ask: ({ waiting, toHandle }) => happened.push(`asked ${waiting} ${toHandle}`),
    close: () => happened.push('closed'),
    after: (ms, run) => {
      const timer = { ms, run };
      timers.push(timer);
      return () => timers.splice(timers.indexOf(timer), 1);
    },
  });
  return { ...subject, happened, timers };
}

test('a desk that is not open closes without a question', () => {
  const desk = leaving();
  expect([desk.mayClose(), desk.happened]).toEqual([true, []]);
});

test('where nothing is known to be unsent the page looks again, and is not waited for long', () => {
  const desk = leaving();
  desk.tell({ waiting: 0, toHandle: 0 });
  expect([desk.mayClose(), desk.timers.map(({ ms }) => ms)]).toEqual([false, [LOOK_WITHIN_MS]]);
  desk.answer('close');
  expect([desk.happened, desk.timers]).toEqual([['asked 0 0', 'closed'], []]);
});

test('with something unsent the clerk is asked; who stays is asked again the next time', () => {
  const desk = leaving();
  desk.tell({ waiting: 2, toHandle: 1 });
  expect(desk.mayClose()).toBe(false);
  desk.answer('stay');
  expect(desk.timers).toEqual([]);
  expect([desk.mayClose(), desk.happened]).toEqual([false, ['asked 2 1', 'asked 2 1']]);
});

test('who closes closes, once', () => {
  const desk = leaving();
  desk.tell({ waiting: 0, toHandle: 1 });
  desk.mayClose();
  desk.answer('close');
  desk.answer('close');
  expect([desk.happened, desk.mayClose(), desk.timers]).toEqual([['asked 0 1', 'closed'], true, []]);
});

test('a question that nobody answers does not hold the desk open for ever, however often it is asked', () => {
  const desk = leaving();
  desk.tell({ waiting: 1, toHandle: 0 });
  desk.mayClose();
  desk.mayClose();
  expect(desk.timers.map(({ ms }) => ms)).toEqual([ANSWER_WITHIN_MS]);
  desk.timers[0]?.run();
  expect([desk.happened.at(-1), desk.mayClose()]).toEqual(['closed', true]);
});

test('a machine that shuts down is not held up', () => {
  const desk = leaving();
  desk.tell({ waiting: 1, toHandle: 0 });
  desk.closeAnyway();
  expect([desk.mayClose(), desk.happened]).toEqual([true, []]);
});
