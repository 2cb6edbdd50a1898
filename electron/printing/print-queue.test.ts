import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PrintReason } from '#shared/contracts/ipc/printing.ts';
import type { PrintJob } from './print-job.ts';
import { createPrintQueue, type PrintQueue, type PrintQueueOptions } from './print-queue.ts';
import type { PrinterTransport, PrintOutcome } from './tcp-printer.ts';

const id = (n: number): string => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const asked = (n: number) => ({ id: id(n), requestId: id(n), number: `26-014-03-00000${n}-00`, paper: 'receipt' as const, copy: 'original' as const });
const AT = '2026-11-24T09:42:10.000Z';
const job = (n: number, state: PrintJob['state']): PrintJob => ({ ...asked(n), state, reason: null, at: AT });
const PRINTED: PrintOutcome = { outcome: 'printed' };
const OFF: PrintOutcome = { outcome: 'not-sent', reason: 'unreachable' };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A queue whose disk and printer write down, in order, what they are given. */
function world(known: readonly PrintJob[] = [], over: Partial<PrintQueueOptions> = {}) {
  const happened: string[] = [];
  const problems: (PrintReason | null)[] = [];
  const voided = new Set<string>();
  let answer: PrintOutcome = PRINTED;
  let probes = 0;
  const transport: PrinterTransport = {
    probe: async () => {
      probes += 1;
      return answer.outcome === 'not-sent' ? answer.reason : null;
    },
    print: async (bytes, _processId, beforeFirstByte) => {
      if (answer.outcome === 'not-sent') {
        happened.push('tried');
        return answer;
      }
      if (!(await beforeFirstByte())) return { outcome: 'withdrawn' };
      happened.push(`paper ${bytes.toString()}`);
      return answer;
    },
  };
  const disk: { refuses: PrintJob['state'] | undefined } = { refuses: undefined };
  const queue: PrintQueue = createPrintQueue(known, {
    keep: async (kept) => {
      if (disk.refuses === kept.state) throw new Error('disk full');
      happened.push(`${kept.number.slice(-4, -3)} ${kept.state}${kept.reason === null ? '' : ` (${kept.reason})`}`);
    },
    prepare: async ({ number }) => ({ bytes: Buffer.from(number.slice(-4, -3)) }),
    isVoided: (requestId) => voided.has(requestId),
    transport: () => transport,
    now: () => AT,
    onJobs: () => undefined,
    onPrinter: (problem) => problems.push(problem),
    failpoint: () => undefined,
    ...over,
  });
  return { queue, happened, problems, probes: () => probes, disk, voided, answerWith: (next: PrintOutcome) => (answer = next) };
}

const states = (queue: PrintQueue) => queue.jobs().map(({ state, reason }) => [state, reason]);

test('jobs print once each, in the order of entry, and are on the disk as sending before the first byte', async () => {
  const { queue, happened } = world();
  await Promise.all([1, 2, 3].map((n) => queue.add(asked(n))));
  await queue.idle();
  expect(happened.filter((line) => !line.endsWith('queued'))).toEqual([1, 2, 3].flatMap((n) => [`${n} sending`, `paper ${n}`, `${n} printed`]));
});

test('a job that is added twice, even at the same moment, prints once', async () => {
  const { queue, happened } = world();
  await Promise.all([queue.add(asked(1)), queue.add(asked(1))]);
  await queue.idle();
  await queue.add(asked(1));
  await queue.idle();
  expect(happened).toEqual(['1 queued', '1 sending', 'paper 1', '1 printed']);
});

test('jobs that waited at the last end print at the start, in their order', async () => {
  const { queue, happened } = world([job(1, 'printed'), job(2, 'queued'), job(3, 'queued')]);
  queue.wake();
  await queue.idle();
  expect(happened.filter((line) => line.startsWith('paper'))).toEqual(['paper 2', 'paper 3']);
});

test('a job that was being sent when the app died is asked about, never sent again by itself', async () => {
  const { queue, happened } = world([job(1, 'sending'), job(2, 'queued')]);
  queue.wake();
  await queue.idle();
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(happened).toEqual(['1 uncertain (interrupted)', '2 sending', 'paper 2', '2 printed']);
});

test('a printer that is off is tried now and then, at most twice a minute, and nothing is written meanwhile', async () => {
  const { queue, happened, problems, answerWith } = world();
  answerWith(OFF);
  await queue.add(asked(1));
  await vi.advanceTimersByTimeAsync(600_000);
  // At 0, 1, 3, 7, 15 and 31 s, then every 30 s until 571 s.
  expect(happened.filter((line) => line === 'tried')).toHaveLength(24);
  expect(happened.filter((line) => line !== 'tried')).toEqual(['1 queued', '1 queued (unreachable)']);
  answerWith(PRINTED);
  await queue.add(asked(2));
  await queue.idle();
  expect(happened.filter((line) => line.startsWith('paper'))).toEqual(['paper 1', 'paper 2']);
  expect([problems.at(0), problems.at(-1)]).toEqual(['unreachable', null]);
});

test('a new receipt and a set printer try again at once, and the wait begins anew after a print', async () => {
  const { queue, happened, answerWith } = world();
  answerWith(OFF);
  await queue.add(asked(1));
  await vi.advanceTimersByTimeAsync(100_000);
  const before = happened.length;
  await queue.add(asked(2));
  await queue.idle();
  queue.wake();
  await queue.idle();
  expect(happened.slice(before)).toEqual(['2 queued', 'tried', 'tried']);
  answerWith(PRINTED);
  queue.wake();
  await queue.idle();
  answerWith(OFF);
  await queue.add(asked(3));
  const after = happened.length;
  await vi.advanceTimersByTimeAsync(3000);
  expect(happened.slice(after).filter((line) => line === 'tried')).toHaveLength(2);
});

test('an end that nobody confirmed is asked about, and the others go on', async () => {
  const { queue, answerWith, happened, problems } = world();
  answerWith({ outcome: 'unknown', reason: 'paper-out' });
  await queue.add(asked(1));
  await queue.idle();
  answerWith(PRINTED);
  await queue.add(asked(2));
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(states(queue)).toEqual([['uncertain', 'paper-out'], ['printed', null]]);
  expect([happened.filter((line) => line.startsWith('paper')), problems]).toEqual([['paper 1', 'paper 2'], ['paper-out', null, null]]);
});

test('the first answer about an uncertain job counts; no other job takes one', async () => {
  const { queue, happened } = world([job(1, 'uncertain'), job(2, 'printed')]);
  expect(await Promise.all([queue.settle(id(1), 'failed'), queue.settle(id(1), 'printed'), queue.settle(id(2), 'failed'), queue.settle(id(9), 'failed')]))
    .toEqual([true, false, false, false]);
  expect(happened).toEqual(['1 failed']);
});

test('while the disk refuses to note the sending, nothing leaves; it is tried again later', async () => {
  const { queue, happened, disk } = world();
  disk.refuses = 'sending';
  await queue.add(asked(1));
  await vi.advanceTimersByTimeAsync(29_000);
  expect(happened).toEqual(['1 queued']);
  disk.refuses = undefined;
  await vi.advanceTimersByTimeAsync(1000);
  expect(happened).toEqual(['1 queued', '1 sending', 'paper 1', '1 printed']);
});

test('when the disk refuses to note the end, the job is asked about, not printed again', async () => {
  const { queue, happened, disk } = world();
  disk.refuses = 'printed';
  await queue.add(asked(1));
  await queue.idle();
  disk.refuses = undefined;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(happened).toEqual(['1 queued', '1 sending', 'paper 1', '1 uncertain (interrupted)']);
});

test('a receipt that cannot be made fails and is said; the next one prints', async () => {
  const { queue, happened } = world([job(1, 'queued'), job(2, 'queued')], {
    prepare: async ({ number }) => {
      if (number.includes('000001')) throw new Error('damaged record');
      return { bytes: Buffer.from('2') };
    },
  });
  queue.wake();
  await queue.idle();
  expect(happened).toEqual(['1 failed (unreadable)', '2 sending', 'paper 2', '2 printed']);
});

test('a paper that can not be made yet lets the others pass, and comes out later; one that never can be says so', async () => {
  let tries = 0;
  const { queue, happened } = world([job(1, 'queued'), job(2, 'queued'), job(3, 'queued')], {
    prepare: async ({ number }) => {
      if (number.includes('000003')) return { never: 'no-acknowledgement' };
      if (number.includes('000002')) return { bytes: Buffer.from('2') };
      tries += 1;
      return tries < 3 ? { later: 'awaiting-server' } : { bytes: Buffer.from('1') };
    },
  });
  queue.wake();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(happened).toEqual(['1 queued (awaiting-server)', '2 sending', 'paper 2', '2 printed', '3 failed (no-acknowledgement)', '1 sending', 'paper 1', '1 printed']);
});

test('a job that was noted as leaving and did not is waiting again, on the disk too', async () => {
  const taken: PrinterTransport = {
    probe: async () => null,
    print: async (_bytes, _processId, beforeFirstByte) => {
      await beforeFirstByte();
      return OFF;
    },
  };
  const { queue, happened } = world([{ ...job(1, 'queued'), reason: 'unreachable' }], { transport: () => taken });
  queue.wake();
  await queue.idle();
  expect(happened).toEqual(['1 sending', '1 queued (unreachable)']);
});

test('an annulled number does not wait for the printer to come back, whatever waits before it', async () => {
  const { queue, happened, voided, answerWith } = world();
  answerWith(OFF);
  await queue.add(asked(1));
  await queue.add(asked(2));
  await queue.idle();
  const before = happened.length;
  voided.add(id(2));
  queue.wake();
  await queue.idle();
  expect(happened.slice(before)).toEqual(['2 failed (voided)', 'tried']);
  answerWith(PRINTED);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(happened.filter((line) => line.startsWith('paper'))).toEqual(['paper 1']);
});

test('a number annulled after the sending was noted, before the first byte, leaves nothing', async () => {
  const voided = new Set<string>();
  const { queue, happened } = world([], { isVoided: (requestId) => voided.has(requestId), failpoint: () => voided.add(id(1)) });
  await queue.add(asked(1));
  await queue.idle();
  expect(happened).toEqual(['1 queued', '1 sending', '1 failed (voided)']);
});

test('an annulled number whose ticket may be out is still asked about', async () => {
  const { queue, happened, voided } = world([job(1, 'sending')]);
  voided.add(id(1));
  queue.wake();
  await queue.idle();
  expect(happened).toEqual(['1 uncertain (interrupted)']);
});

test('without a printer a job ends at once, for the A4 receipt to be shown', async () => {
  const { queue, happened } = world([], { transport: () => undefined });
  await queue.add(asked(1));
  await queue.idle();
  expect(happened).toEqual(['1 queued', '1 failed (no-printer)']);
});

test('with nothing to print the printer is asked once, and again while something is wrong with it', async () => {
  const { queue, problems, probes, answerWith } = world();
  queue.wake();
  await queue.idle();
  queue.wake();
  await queue.idle();
  expect([problems, probes()]).toEqual([[null], 1]);
  answerWith({ outcome: 'not-sent', reason: 'cover-open' });
  queue.printerSet();
  await vi.advanceTimersByTimeAsync(60_000);
  answerWith(PRINTED);
  await vi.advanceTimersByTimeAsync(600_000);
  expect([problems, probes()]).toEqual([[null, 'cover-open', 'cover-open', 'cover-open', null], 5]);
});

test('what was wrong with a printer is forgotten once nothing waits for it and it is well', async () => {
  const { queue, problems, voided, answerWith } = world();
  answerWith(OFF);
  await queue.add(asked(1));
  await queue.idle();
  answerWith(PRINTED);
  voided.add(id(1));
  queue.wake();
  await queue.idle();
  expect(problems).toEqual(['unreachable', null]);
});

test('a stopped queue tries nothing more and leaves no timer behind', async () => {
  const { queue, happened, answerWith } = world();
  answerWith(OFF);
  const adding = queue.add(asked(1));
  await adding;
  queue.stop();
  await queue.idle();
  const { length } = happened;
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect([happened.length, vi.getTimerCount()]).toEqual([length, 0]);
});
