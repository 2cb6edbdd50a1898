import { acknowledgementSchema, type Acknowledgement } from '#shared/contracts/desk-api/desk-api.ts';
import type { SealedIntent } from '#shared/sync/intent.ts';
import type { Operation } from '#shared/sync/operation.ts';
import { replayed } from '#shared/sync/rebase.ts';
import { answeredBy, operationsOf } from '#shared/sync/operations-of.ts';
import { absorb, emptyIndex } from '#electron/journal/journal-index.ts';
import { sealedOf } from '#electron/journal/journal-reader.ts';
import type { JournalKey } from '#electron/journal/record-codec.ts';
import { readSegments } from '#electron/journal/read-segments.ts';

/** A sealed intent of which at least one write was not accepted, and the answers that the GRC gave to the others. */
export type UnsentEntry = { readonly sealed: SealedIntent; readonly answers: readonly Acknowledgement[] };

/** Reads a journal without touching it; what is damaged is left out. */
export function readUnsent(dir: string, key: JournalKey): readonly UnsentEntry[] {
  const index = emptyIndex();
  const intents = new Map<string, SealedIntent>();
  const rebased = new Map<string, Acknowledgement>();
  const answered = new Set<string>();
  readSegments(dir, key, false, (record, place) => {
    absorb(index, record, place);
    if (record.kind === 'ack') {
      const ack = acknowledgementSchema.parse(record.payload);
      if (ack.outcome === 'rebased') rebased.set(ack.opId, ack);
    }
    if (record.kind !== 'intent' && record.kind !== 'audit') return;
    const sealed = sealedOf(place.seq, record);
    intents.set(record.opId, sealed);
    for (const opId of answeredBy(sealed)) answered.add(opId);
  });
  const entries = [...intents.values()].map((sealed): UnsentEntry => {
    const answers = operationsOf(sealed).flatMap(({ opId }) => [index.acknowledged.get(opId)?.ack ?? [], rebased.get(opId) ?? []].flat());
    return { sealed, answers };
  });
  // A refused write that a clerk's answer stands for is not sent: what it typed goes with the answer.
  return entries.filter((entry) => waitingOf(entry).some(({ opId }) => !answered.has(opId))).sort((a, b) => a.sealed.seq - b.sealed.seq);
}

/** The writes of an entry that the GRC has not accepted, as they last left. */
export function waitingOf({ sealed, answers }: UnsentEntry): readonly Operation[] {
  const accepted = new Set(answers.filter(({ outcome }) => outcome === 'accepted').map(({ opId }) => opId));
  const rebased = new Map(answers.flatMap(({ opId, outcome, changes }) => (outcome === 'rebased' && changes !== undefined ? [[opId, changes] as const] : [])));
  return operationsOf(sealed)
    .filter(({ opId }) => !accepted.has(opId))
    .map((operation) => replayed(operation, rebased));
}
