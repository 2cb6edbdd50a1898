import type { DayEntry } from '#shared/domain/desk/day-sheet.ts';
import type { SealedIntent } from '#shared/sync/intent.ts';
import type { JournalIndex } from './journal-index.ts';

/** What the journal knows of one number, by the id of its demande or letter; undefined for a record without one. */
export function dayEntryOf(index: JournalIndex, id: string, { deskNumber, intent }: SealedIntent): DayEntry | undefined {
  if (deskNumber === null) return undefined;
  const outcome = index.acknowledged.get(intent.opId)?.ack;
  const asked = intent.kind === 'visit' && intent.receipt === 'print';
  return {
    number: deskNumber,
    kind: intent.kind === 'visit' ? 'request' : 'mail-item',
    voided: index.voided.has(id),
    paper: asked ? paperOf(index.printStates.get(id)) : 'none',
    answer: outcome === undefined ? 'waiting' : outcome.outcome === 'accepted' ? 'accepted' : 'refused',
    grcNumber: outcome?.grcNumber ?? null,
  };
}

/** The job of an original has its request's id. A desk without a ticket printer gives the A4 receipt: no ticket was due. */
function paperOf(job: { readonly [member: string]: unknown } | undefined): DayEntry['paper'] {
  if (job?.['state'] === 'printed' || job?.['state'] === 'uncertain') return job['state'];
  return job?.['reason'] === 'no-printer' ? 'none' : 'not-printed';
}
