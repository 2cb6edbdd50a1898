import { sql, type RawBuilder } from 'kysely';

/** What others may want to hear of: the town's mailer, an adapter to another platform. */
export type OutboxKind =
  | 'request-received' | 'number-given' | 'request-amended' | 'document-checked' | 'acknowledgement-delivered'
  | 'citizen-created' | 'citizen-amended' | 'merge-requested' | 'mail-item-received' | 'mail-item-amended';

/**
 * The statement that says it, run in the transaction that did it: what was not committed was never said, what was committed is
 * said once. Only the id travels; who takes it up reads the record as it then is (README.md).
 */
export function announcement(kind: OutboxKind, subjectId: string, rev: number, nowMs: number): RawBuilder<unknown> {
  return sql`insert into outbox (kind, subject_id, rev, recorded_at) values (${kind}, ${subjectId}, ${rev}, ${nowMs})`;
}
