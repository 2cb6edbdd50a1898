// @vitest-environment happy-dom
import { act, cleanup, render } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FoundElsewhere, PersonMatch } from './finder.ts';
import { PlatformProvider, type Platform } from './platform.tsx';
import { usePeople } from './use-people.ts';

const sync = { subscribe: () => () => undefined, report: () => ({ state: { phase: 'up-to-date', checkedAt: 1 }, toHandle: 0 }) };
const person = (id: string): PersonMatch => ({ id, displayName: id, birthDate: null, city: null, reasons: [] });

let asked: string[];
let answer: (typed: string) => Promise<FoundElsewhere>;
beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

/** Here, `held` answers to anything. */
function Shown({ typed }: { readonly typed: string }) {
  const { value, elsewhere } = usePeople(typed, 12);
  return <p>{[...value, ...elsewhere.people].map(({ id }) => id).join(' ') + ` ${elsewhere.state}`}</p>;
}
function screen(typed: string, looksElsewhere = true) {
  const finder = {
    people: async () => [person('held')],
    peopleElsewhere: (text: string) => {
      asked.push(text);
      return answer(text);
    },
  };
  return (
    <PlatformProvider value={{ finder, looksElsewhere, sync } as unknown as Platform}>
      <Shown typed={typed} />
    </PlatformProvider>
  );
}
const shown = (): string | null | undefined => document.querySelector('p')?.textContent;
const pass = (ms: number): Promise<void> => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));
const later = (ms: number, found: FoundElsewhere): Promise<FoundElsewhere> => new Promise((resolve) => setTimeout(resolve, ms, found));

test('what is held shows at once; who is only elsewhere comes below after a pause in the typing, and nobody twice', async () => {
  answer = () => later(100, { kind: 'found', people: [person('other'), person('held')] });
  const { rerender } = render(screen('mar'));
  await pass(200);
  rerender(screen('mart'));
  await pass(0);
  const first = shown();
  await pass(350);
  expect([first, shown(), asked]).toEqual(['held asking', 'held other found', ['mart']]);
});

test('an answer to something typed before is never shown, however late it comes', async () => {
  answer = (text) => later(text === 'mar' ? 1000 : 100, { kind: 'found', people: [person(`of-${text}`)] });
  const { rerender } = render(screen('mar'));
  await pass(300);
  rerender(screen('mart'));
  await pass(350);
  const quick = shown();
  await pass(1000);
  expect([quick, shown()]).toEqual(['held of-mart found', 'held of-mart found']);
});

test('a way that is closed, or a question that fails, is said, and what is held stays', async () => {
  answer = (text) => (text === 'mar' ? Promise.resolve({ kind: 'offline' }) : Promise.reject(new Error('the worker is away')));
  const { rerender } = render(screen('mar'));
  await pass(250);
  const offline = shown();
  rerender(screen('mart'));
  await pass(250);
  expect([offline, shown()]).toEqual(['held offline', 'held failed']);
});

test('nothing is asked of too little, nor where the town’s people are held already', async () => {
  const { rerender } = render(screen('ma'));
  await pass(500);
  const little = shown();
  rerender(screen('martin', false));
  await pass(500);
  expect([little, shown(), asked]).toEqual(['held idle', 'held idle', []]);
});
