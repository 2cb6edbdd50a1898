import { expect, test, vi } from 'vitest';
import type { UploadAnswer } from '#shared/contracts/desk-api/desk-api.ts';
import { attachment } from './testing/sealed.ts';
import { UploadLane } from './upload-lane.ts';

const file = { type: 'attachment/upload', opId: 'f', seq: 1, aggregate: 'f', deps: [], requestId: 'r', citizenId: null, attachment: attachment(1) } as const;
const broke: UploadAnswer = { phase: 'line-broke' };
const at = (offset: number): UploadAnswer => ({ phase: 'sending', offset, length: 9 });

/** Time that waits move forward; `answers` says what main found at each call. */
function lane(answers: (now: number, nth: number) => UploadAnswer) {
  let now = 0;
  let calls = 0;
  const uploads = new UploadLane({
    network: {
      uploadStep: () => Promise.resolve(answers(now, (calls += 1))),
      send: vi.fn(),
      pull: vi.fn(),
      acknowledge: vi.fn(),
    },
    timers: {
      after: (ms, run) => {
        now += ms;
        queueMicrotask(run);
        return () => undefined;
      },
    },
    clock: { now: () => now, monotonic: () => now },
    random: () => 0.5,
  });
  return { carry: () => uploads.carry(file, { goesOn: () => true, onProgress: () => undefined }), now: () => now, calls: () => calls };
}

test('a line that breaks under a file is looked for until it is back, and the file goes on', async () => {
  const { carry, now } = lane((time, nth) => (nth === 1 ? at(3) : time < 1000 ? broke : nth === 20 ? at(6) : { phase: 'verified' }));
  expect([await carry(), now()]).toEqual([{ kind: 'accepted', answer: null }, 1000]);
});

test('it is looked for during five seconds; then, and where nothing had got on, the engine’s own waits hold', async () => {
  const weather = { kind: 'retry-later', reason: 'unreachable', retryAfterMs: null, scope: 'this-write' };
  const { carry, now, calls } = lane((_time, nth) => (nth === 1 ? at(3) : broke));
  expect([await carry(), now(), await carry(), now(), calls()]).toEqual([weather, 5000, weather, 5000, 28]);
  const never = lane(() => broke);
  expect([await never.carry(), never.calls()]).toEqual([weather, 1]);
});

test('a server that answers is not asked again before it wants to be', async () => {
  const { carry, calls } = lane((_time, nth) => (nth === 1 ? at(3) : { phase: 'retry-later', retryAfterMs: 7000 }));
  expect([await carry(), calls()]).toEqual([{ kind: 'retry-later', reason: 'unreachable', retryAfterMs: 7000, scope: 'this-write' }, 2]);
});
