import type { Acknowledgement, UploadAnswer } from '#shared/contracts/desk-api/desk-api.ts';
import { GATEWAY_HEADER } from '#shared/contracts/desk-api/gateway-answer.ts';
import { grcCallOf, type GrcCall } from '#shared/sync/grc-call.ts';
import type { Operation } from '#shared/sync/operation.ts';
import { sortOutbox } from '#shared/sync/outbox.ts';
import type { QueuedOperation } from '#shared/sync/queued-operation.ts';
import { judge, readWriteAnswer, type Outcome } from '#shared/sync/verdict.ts';
import { waitingOf, type UnsentEntry } from './unsent.ts';

/** The GRC as the tool reaches it. Rejects when there is no answer at all. */
export type SendCall = (call: GrcCall) => Promise<Response>;
type Upload = Extract<Operation, { type: 'attachment/upload' }>;

export type ReplayPorts = {
  readonly send: SendCall;
  /** One step of a resumable upload; rejects when the file cannot be read. */
  readonly uploadStep: (operation: Upload) => Promise<UploadAnswer>;
  /** Called once an answer is final, before the next write is sent. */
  readonly acknowledge: (ack: Acknowledgement) => Promise<void>;
  readonly pause: (ms: number) => Promise<void>;
};
export type ReplayReport = {
  readonly accepted: number;
  /** Refused by the GRC, or held back by a refused one: opIds with the code. */
  readonly refused: readonly { readonly opId: string; readonly type: Operation['type']; readonly code: string }[];
  /** Not answered: to be tried again. */
  readonly left: number;
};

const TRIES = 5;
const PAUSE_MS = 1000;

/**
 * Sends all that is unacknowledged, in the order and with the keys that the desk itself would have used, so that doing it
 * twice, or beside a desk that sent part of it, changes nothing. What was refused before is tried once more.
 */
export async function replayUnsent(entries: readonly UnsentEntry[], ports: ReplayPorts): Promise<ReplayReport> {
  const queue = new Map<string, QueuedOperation>(
    entries.flatMap(waitingOf).map((operation) => [operation.opId, { operation, recordedAt: 0, state: { kind: 'waiting' } }]),
  );
  const refused: ReplayReport['refused'][number][] = [];
  let accepted = 0;
  let failures = 0;
  for (;;) {
    const [next] = sortOutbox(queue.values()).free;
    if (next === undefined || failures >= TRIES) break;
    const { operation } = next;
    const { opId, type } = operation;
    const verdict = await sendOne(operation, ports);
    if (verdict === 'weather') {
      failures += 1;
      await ports.pause(PAUSE_MS * failures);
      continue;
    }
    failures = 0;
    await ports.acknowledge(verdict);
    if (verdict.outcome === 'accepted') {
      accepted += 1;
      queue.delete(opId);
    } else {
      refused.push({ opId, type, code: verdict.code ?? 'unknown' });
      queue.set(opId, { ...next, state: { kind: 'parked', code: verdict.code ?? 'unknown', messageFr: null } });
    }
  }
  const known = new Set(refused.map(({ opId }) => opId));
  const { toHandle } = sortOutbox(queue.values());
  const held = toHandle.filter(({ operation }) => !known.has(operation.opId));
  return {
    accepted,
    refused: [...refused, ...held.map(({ operation }) => ({ opId: operation.opId, type: operation.type, code: 'waits-for-a-refused-one' }))],
    left: queue.size - toHandle.length,
  };
}

async function sendOne(operation: Operation, ports: ReplayPorts): Promise<Acknowledgement | 'weather'> {
  const { opId } = operation;
  if (operation.type === 'attachment/upload') return uploadAll(operation, ports);
  const verdict = judge(await outcomeOf(ports.send(grcCallOf(operation))), readWriteAnswer);
  if (verdict.kind === 'retry-later') return 'weather';
  return verdict.kind === 'accepted'
    ? { opId, outcome: 'accepted', grcNumber: verdict.answer.grcNumber, code: null }
    : { opId, outcome: 'parked', grcNumber: null, code: verdict.code };
}

async function uploadAll(operation: Upload, ports: ReplayPorts): Promise<Acknowledgement | 'weather'> {
  const { opId } = operation;
  for (let reached = -1; ; ) {
    const answer = await ports.uploadStep(operation).catch((): UploadAnswer => ({ phase: 'needs-clerk', code: 'file-missing' }));
    if (answer.phase === 'verified') return { opId, outcome: 'accepted', grcNumber: null, code: null };
    if (answer.phase === 'needs-clerk') return { opId, outcome: 'parked', grcNumber: null, code: answer.code };
    if (answer.phase !== 'sending' || answer.offset <= reached) return 'weather';
    reached = answer.offset;
  }
}

async function outcomeOf(answer: Promise<Response>): Promise<Outcome> {
  try {
    const response = await answer;
    const text = await response.text();
    return { status: response.status, gateway: response.headers.get(GATEWAY_HEADER), retryAfterMs: null, body: parsed(text) };
  } catch {
    return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
