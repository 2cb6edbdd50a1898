import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FoundCode } from '#renderer/platform/barcodes.ts';
import { barcodeReader } from './barcode-host.ts';
import type { Answer, Question } from './messages.ts';

/** A worker of which the test plays both ends. */
class PlayedWorker {
  static started: PlayedWorker[] = [];
  onmessage: ((event: { readonly data: Answer }) => void) | undefined;
  onerror: (() => void) | undefined;
  readonly received: Question[] = [];
  ended = false;

  constructor() {
    PlayedWorker.started.push(this);
  }

  postMessage(question: Question): void {
    this.received.push(question);
  }

  say(data: Answer): void {
    this.onmessage?.({ data });
  }

  terminate(): void {
    this.ended = true;
  }
}

beforeEach(() => {
  PlayedWorker.started = [];
  vi.useFakeTimers();
  vi.stubGlobal('Worker', PlayedWorker);
});
afterEach(() => vi.useRealTimers());

const worker = (at: number): PlayedWorker => {
  const started = PlayedWorker.started[at];
  if (started === undefined) throw new Error('no such worker');
  return started;
};
const corner = { x: 0, y: 0 };
const code: FoundCode = { format: 'qr', text: 'a', bytes: new Uint8Array([97]), corners: [corner, corner, corner, corner] };
const page = new Blob(['x']);

test('nothing is loaded before the first question; answers find their questions in whatever order they come', async () => {
  const reader = barcodeReader();
  expect(PlayedWorker.started).toEqual([]);
  const [first, second] = [reader.readPage(page), reader.readPage(page)];
  worker(0).say({ number: 2, answer: 'page', reading: { ok: false } });
  worker(0).say({ number: 1, answer: 'page', reading: { ok: true, codes: [code] } });
  expect([await first, await second, PlayedWorker.started.length]).toEqual([{ ok: true, codes: [code] }, { ok: false }, 1]);
});

test('an idle worker ends; the next question starts another', async () => {
  const reader = barcodeReader();
  const first = reader.readPage(page);
  vi.advanceTimersByTime(600_000);
  expect(worker(0).ended).toBe(false);
  worker(0).say({ number: 1, answer: 'page', reading: { ok: false } });
  await first;
  vi.advanceTimersByTime(600_000);
  expect(worker(0).ended).toBe(true);
  void reader.readPage(page);
  expect(worker(1).received.map(({ number, ask }) => [number, ask])).toEqual([[2, 'page']]);
});

test('a worker that fails fails its questions, and the next question starts another', async () => {
  const reader = barcodeReader();
  const lost = reader.readPage(page);
  worker(0).onerror?.();
  await expect(lost).rejects.toThrow('failed');
  const again = reader.readPage(page);
  worker(1).say({ number: 2, answer: 'page', reading: { ok: true, codes: [] } });
  expect(await again).toEqual({ ok: true, codes: [] });
});

test('a worker that is never idle is replaced between two images', async () => {
  const reader = barcodeReader();
  for (let number = 1; number <= 20_001; number += 1) {
    const reading = reader.readPage(page);
    PlayedWorker.started.at(-1)?.say({ number, answer: 'page', reading: { ok: false } });
    await reading;
  }
  expect(PlayedWorker.started.map(({ ended }) => ended)).toEqual([true, false]);
});
