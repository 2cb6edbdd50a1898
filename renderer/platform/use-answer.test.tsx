// @vitest-environment happy-dom
import { act, cleanup, render } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { useAnswer } from './use-answer.ts';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function Shown({ text, ask, version }: { readonly text: string; readonly ask: (text: string) => Promise<string>; readonly version?: string }) {
  const { value, pending } = useAnswer(text, ask, 'nothing', version);
  return <p>{`${value}${pending ? '…' : ''}`}</p>;
}
const shown = (): string | null | undefined => document.querySelector('p')?.textContent;
const pass = (ms: number): Promise<void> => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));

test('an answer that comes after the text has changed is never shown', async () => {
  vi.useFakeTimers();
  const ask = (text: string): Promise<string> => new Promise((resolve) => setTimeout(resolve, text === 'a' ? 500 : 10, `of ${text}`));
  const { rerender } = render(<Shown text="a" ask={ask} />);
  rerender(<Shown text="ab" ask={ask} />);
  await pass(10);
  const quick = shown();
  await pass(600);
  expect([quick, shown()]).toEqual(['of ab', 'of ab']);
});

test('a question that fails is asked again while its text stands, and no longer', async () => {
  vi.useFakeTimers();
  const asked: string[] = [];
  const ask = (text: string): Promise<string> => {
    asked.push(text);
    return asked.length === 2 ? Promise.resolve(`of ${text}`) : Promise.reject(new Error('the cache is away'));
  };
  const { rerender } = render(<Shown text="a" ask={ask} />);
  await pass(0);
  const meanwhile = shown();
  await pass(1000);
  const found = shown();
  rerender(<Shown text="b" ask={ask} />);
  await pass(0);
  rerender(<Shown text="" ask={ask} />);
  await pass(5000);
  expect([meanwhile, found, shown(), asked]).toEqual(['nothing…', 'of a', 'nothing', ['a', 'a', 'b']]);
});

test('what nobody answered to is asked anew when there is more to find, and the old answer stands until then', async () => {
  vi.useFakeTimers();
  let people = 0;
  const ask = (): Promise<string> => new Promise((resolve) => setTimeout(resolve, 100, `${people} people`));
  const { rerender } = render(<Shown text="mar" ask={ask} version="empty" />);
  await pass(100);
  people = 3;
  rerender(<Shown text="mar" ask={ask} version="whole" />);
  await pass(99);
  const meanwhile = shown();
  await pass(1);
  expect([meanwhile, shown()]).toEqual(['0 people', '3 people']);
});
