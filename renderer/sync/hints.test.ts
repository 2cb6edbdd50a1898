import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { listenForHints, type HintPorts } from './hints.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const SILENCE = 45_000;
const HINT = 'event: hint\ndata: {}\n\n';

/** A GRC whose stream the test writes; `lines` are the openings so far. */
function played(answers: (opening: number) => 'stream' | 'none' | 'broken' = () => 'stream') {
  const lines: { readonly say: (text: string) => void; readonly end: () => void; readonly signal: AbortSignal }[] = [];
  let openings = 0;
  let hints = 0;
  const ports: HintPorts = {
    open: (signal) => {
      openings += 1;
      const answer = answers(openings);
      if (answer === 'broken') return Promise.reject(new Error('the line'));
      if (answer === 'none') return Promise.resolve(undefined);
      const stream = new ReadableStream<Uint8Array>({
        start: (controller) => {
          signal.addEventListener('abort', () => controller.error(new Error('aborted')));
          lines.push({ say: (text) => controller.enqueue(new TextEncoder().encode(text)), end: () => controller.close(), signal });
        },
      });
      return Promise.resolve(stream);
    },
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    random: () => 0.5,
  };
  listenForHints(ports, () => (hints += 1));
  return { lines, openings: () => openings, hints: () => hints };
}
const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

test('hints that come together are acted on once, soon; a heartbeat is none', async () => {
  const { lines, hints } = played();
  await pass(0);
  lines[0]?.say(HINT);
  lines[0]?.say(HINT);
  await pass(1999);
  const before = hints();
  await pass(1);
  const after = hints();
  lines[0]?.say(': \n\n');
  await pass(10_000);
  const afterHeartbeat = hints();
  lines[0]?.say(HINT);
  await pass(2000);
  expect([before, after, afterHeartbeat, hints()]).toEqual([0, 1, 1, 2]);
});

test('a line that ends, breaks or falls silent is opened again', async () => {
  const { lines, openings } = played((opening) => (opening === 2 ? 'broken' : 'stream'));
  await pass(0);
  lines[0]?.say(HINT);
  await pass(0);
  lines[0]?.end();
  await pass(2000);
  const afterTheEnd = openings();
  await pass(4000);
  const afterTheBreak = openings();
  await pass(SILENCE - 1);
  const whileSilent = lines[1]?.signal.aborted;
  await pass(1);
  expect([afterTheEnd, afterTheBreak, whileSilent, lines[1]?.signal.aborted]).toEqual([2, 3, false, true]);
});

test('heartbeats keep a line open', async () => {
  const { lines, openings } = played();
  await pass(0);
  for (let beat = 0; beat < 20; beat += 1) {
    await pass(15_000);
    lines[0]?.say(': \n\n');
  }
  await pass(15_000);
  expect([openings(), lines[0]?.signal.aborted]).toEqual([1, false]);
});

test('a GRC without events is asked ever less often', async () => {
  const { openings } = played(() => 'none');
  await pass(60_000);
  const inAMinute = openings();
  await pass(60 * 60_000);
  expect([inAMinute <= 6, openings() - inAMinute <= 25]).toEqual([true, true]);
});
