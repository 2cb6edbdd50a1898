import type { Amendment } from '#shared/domain/service-request/service-request.ts';
import { requestStatusSchema } from '#shared/domain/service-request/service-request.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { canonicalJson } from '#shared/lib/canonical-json.ts';
import type { Intent } from './intent.ts';
import { composedChanges, mergeChanges, statusDispute, valueAt, type Dispute, type FieldChange } from './merge.ts';
import { isAmend, type AmendOperation } from './operation.ts';
import { inOrderOfEntry, type QueuedOperation } from './queued-operation.ts';

/** What a clerk has to settle of one person or demande: the refused write, and what it holds back there. */
export type Conflict = {
  readonly type: AmendOperation['type'];
  readonly aggregate: string;
  /** In order of entry; each keeps who typed it and when. */
  readonly writes: readonly AmendOperation[];
  /** The record as the GRC holds it; null: it is no more. */
  readonly current: unknown;
  /** What goes by itself once the rest is settled. */
  readonly merged: readonly FieldChange[];
  readonly disputes: readonly Dispute[];
};

export type Choice = { readonly take: 'mine' } | { readonly take: 'theirs' } | { readonly take: 'other'; readonly value: unknown };

/** The conflict of these queued writes of one aggregate; undefined when none of them is an amendment. */
export function conflictOf(queue: readonly QueuedOperation[], current: unknown): Conflict | undefined {
  const writes = [...queue].sort(inOrderOfEntry).map(({ operation }) => operation).filter(isAmend);
  const [first] = writes;
  if (first === undefined) return undefined;
  const { type, aggregate } = first;
  if (current === null) return { type, aggregate, writes, current, merged: [], disputes: [] };
  const { changes, disputes } = mergeChanges(composedChanges(writes.map(({ amendment }) => amendment)), current);
  const status = type === 'request/amend' ? writes.map(({ amendment }) => statusDispute(amendment, current)).find((dispute) => dispute !== undefined) : undefined;
  return { type, aggregate, writes, current, merged: changes, disputes: status === undefined ? disputes : [status, ...disputes] };
}

/**
 * The act that settles a conflict: a new amendment that saw what the GRC holds, in place of the refused writes. What was
 * typed and is not kept goes with it, so that no value is ever lost. Without a record there is nothing to amend: the
 * writes are set aside, and stay in the journal. A field without a choice keeps what the GRC holds.
 */
export function answerTo(conflict: Conflict, choices: ReadonlyMap<string, Choice>, opId: string): Intent {
  const { type, aggregate, writes, current } = conflict;
  const answers = writes.map((write) => write.opId);
  if (current === null) return { kind: 'set-aside', opId, answers };
  const givenUp = choices.get('status')?.take === 'theirs' || (conflict.disputes.some(({ field }) => field === 'status') && !choices.has('status'));
  const changes = givenUp ? [] : [...conflict.merged, ...conflict.disputes.flatMap((dispute) => chosen(dispute, choices.get(dispute.field)))];
  const setAside = typedAndNotKept(writes, changes);
  const seen = requestStatusSchema.safeParse(valueAt(current, 'status'));
  const amendment: Amendment = {
    id: opId,
    kind: givenUp ? 'correction' : strongestOf(writes),
    changes,
    ...(setAside.length > 0 && { setAside }),
    ...(type === 'request/amend' && seen.success && { seenStatus: seen.data }),
  };
  switch (type) {
    case 'request/amend':
      return { kind: 'amendment', opId, requestId: aggregate, amendment, answers };
    case 'citizen/amend':
      return { kind: 'citizen-amendment', opId, citizenId: aggregate, amendment, answers };
    case 'mail-item/amend':
      return { kind: 'letter-amendment', opId, mailItemId: aggregate, amendment, answers };
    default:
      return unreachable(type);
  }
}

function chosen({ field, mine, theirs }: Dispute, choice: Choice | undefined): readonly FieldChange[] {
  if (field === 'status' || choice === undefined || choice.take === 'theirs') return [];
  return [{ field, before: theirs, after: choice.take === 'mine' ? mine : choice.value }];
}

/** A withdrawal among them is not lost in a correction. */
function strongestOf(writes: readonly AmendOperation[]): Amendment['kind'] {
  const kinds = writes.map(({ amendment }) => amendment.kind);
  return (['void', 'withdrawal'] as const).find((kind) => kinds.includes(kind)) ?? 'correction';
}

function typedAndNotKept(writes: readonly AmendOperation[], kept: readonly FieldChange[]): NonNullable<Amendment['setAside']> {
  const final = new Map(kept.map(({ field, after }) => [field, canonicalJson(after ?? null)]));
  return writes.flatMap(({ amendment, captured }) => [
    ...(amendment.setAside ?? []),
    ...amendment.changes
      .filter(({ field, after }) => final.get(field) !== canonicalJson(after ?? null))
      .map(({ field, after }) => ({ field, value: after ?? null, by: captured.clerk.name, at: captured.at })),
  ]);
}
