import type { Acknowledgement } from '#shared/contracts/desk-api/desk-api.ts';
import type { SealedIntent } from '#shared/sync/intent.ts';
import type { Operation } from '#shared/sync/operation.ts';
import { operationsOf } from '#shared/sync/operations-of.ts';
import { absorb, emptyIndex } from '#electron/journal/journal-index.ts';
import { sealedOf } from '#electron/journal/journal.ts';
import type { JournalKey } from '#electron/journal/record-codec.ts';
import { readSegments } from '#electron/journal/read-segments.ts';

/** A sealed intent of which at least one write was not accepted, and the answers that the GRC gave to the others. */
export type UnsentEntry = { readonly sealed: SealedIntent; readonly answers: readonly Acknowledgement[] };

/** Reads a journal without touching it; what is damaged is left out. */
export function readUnsent(dir: string, key: JournalKey): readonly UnsentEntry[] {
  const index = emptyIndex();
  const intents = new Map<string, SealedIntent>();
  readSegments(dir, key, false, (record, place) => {
    absorb(index, record, place);
    if (record.kind === 'intent' || record.kind === 'audit') intents.set(record.opId, sealedOf(place.seq, record));
  });
  const entries = [...intents.values()].map((sealed): UnsentEntry => {
    const answers = operationsOf(sealed).flatMap(({ opId }) => index.acknowledged.get(opId)?.ack ?? []);
    return { sealed, answers };
  });
  return entries.filter((entry) => waitingOf(entry).length > 0).sort((a, b) => a.sealed.seq - b.sealed.seq);
}

/** The writes of an entry that the GRC has not accepted. */
export function waitingOf({ sealed, answers }: UnsentEntry): readonly Operation[] {
  const accepted = new Set(answers.filter(({ outcome }) => outcome === 'accepted').map(({ opId }) => opId));
  return operationsOf(sealed).filter(({ opId }) => !accepted.has(opId));
}
