import { canonicalJson } from '#shared/lib/canonical-json.ts';
import { mergeChanges, statusDispute, type FieldChange } from './merge.ts';
import { isAmend, type AmendOperation, type Operation } from './operation.ts';

/**
 * The same write, under the same key, laid on the record as the GRC holds it now; undefined when a clerk must look. A
 * refused body had no effect, so that the key still stands for one effect; and the journal keeps the new changes before
 * they leave, so that a desk that lost its cache sends this very body again. One that would change nothing is not tried.
 */
export function rebase(operation: AmendOperation, current: unknown): AmendOperation | undefined {
  const { amendment } = operation;
  if (operation.type === 'request/amend' && statusDispute(amendment, current) !== undefined) return undefined;
  const { changes, disputes } = mergeChanges(amendment.changes, current);
  if (disputes.length > 0 || canonicalJson(changes) === canonicalJson(amendment.changes)) return undefined;
  return { ...operation, amendment: { ...amendment, changes }, rebased: true };
}

/** Changes as the journal kept them when they were rebased, by the write's key. */
export type Rebased = ReadonlyMap<string, readonly FieldChange[]>;

/** A write as a replay of the journal finds it: with the changes that it had when it last left. */
export function replayed(operation: Operation, rebased: Rebased): Operation {
  const changes = rebased.get(operation.opId);
  if (changes === undefined || !isAmend(operation)) return operation;
  return { ...operation, amendment: { ...operation.amendment, changes }, rebased: true };
}
