import { projectSealed } from '#renderer/data/projection.ts';
import { deleteDraft } from '#renderer/data/drafts.ts';
import { desktop } from '#renderer/platform/desktop.ts';
import type { RecordRefusal } from '#shared/contracts/ipc/journal.ts';
import type { Department, Procedure } from '#shared/domain/procedure/procedure.ts';
import { checkVisit, type VisitRefusal } from '#shared/domain/service-request/check-visit.ts';
import { newPersons, requestOfVisit } from '#shared/domain/service-request/seal-visit.ts';
import type { VisitDraft } from '#shared/domain/service-request/visit-draft.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { SealedIntent } from '#shared/sync/intent.ts';

export type RecordingRefusal =
  | { readonly kind: 'visit'; readonly refusals: readonly VisitRefusal[] }
  | { readonly kind: 'desk'; readonly code: RecordRefusal['code'] };

/**
 * Seals a visit: resolves once the journal holds it. The cache follows, and a failure there is repaired by replay, so
 * that it is never shown as a failure to record.
 */
export async function recordVisit(
  draft: VisitDraft,
  procedure: Procedure | undefined,
  department: Department | undefined,
): Promise<Result<SealedIntent, RecordingRefusal>> {
  const refusals = checkVisit(draft, procedure);
  if (refusals.length > 0 || procedure === undefined || department === undefined) return err({ kind: 'visit', refusals });
  const { letter } = draft;
  performance.mark('record:asked');
  const sealed = await desktop().journal.record({
    kind: 'visit',
    opId: draft.opId,
    citizens: newPersons(draft).map(({ opId, citizen }) => ({ opId, citizen })),
    request: requestOfVisit(draft, procedure),
    department,
    receipt: 'print',
    ...(letter !== undefined && { ofLetter: { opId: letter.opId, mailItemId: letter.mailItemId, requestIds: letter.requestIds } }),
  });
  performance.measure('record:durable', 'record:asked');
  if (!sealed.ok) return err({ kind: 'desk', code: sealed.refusal.code });
  await projectSealed(sealed.value);
  await deleteDraft(draft.id).catch(() => undefined);
  return ok(sealed.value);
}
