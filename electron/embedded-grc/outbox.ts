import type { Grc, Trx } from './context.ts';

/** What others may want to hear of: the town's mailer, an adapter to another platform. */
export type OutboxKind =
  | 'request-received' | 'number-given' | 'request-amended' | 'document-checked' | 'acknowledgement-delivered'
  | 'citizen-created' | 'citizen-amended' | 'merge-requested' | 'mail-item-received' | 'mail-item-amended';

/**
 * Says it in the transaction that did it: what was not committed was never said, what was committed is said once. Only
 * the id travels; who takes it up reads the record as it then is (README.md).
 */
export async function announce(grc: Grc, trx: Trx, kind: OutboxKind, subjectId: string, rev: number): Promise<void> {
  await trx.insertInto('outbox').values({ kind, subject_id: subjectId, rev, recorded_at: grc.clock() }).execute();
}
