import { deleteDraft } from '#renderer/data/drafts.ts';
import type { Sealing, SealRefusal } from '#renderer/platform/seal.ts';
import type { Department, Procedure } from '#shared/domain/procedure/procedure.ts';
import { checkVisit, type VisitRefusal } from '#shared/domain/service-request/check-visit.ts';
import { newPersons, requestOfVisit } from '#shared/domain/service-request/seal-visit.ts';
import type { VisitDraft } from '#shared/domain/service-request/visit-draft.ts';
import { err, type Result } from '#shared/lib/result.ts';
import type { SealedIntent } from '#shared/sync/intent.ts';

export type RecordingRefusal =
  | { readonly kind: 'visit'; readonly refusals: readonly VisitRefusal[] }
  | { readonly kind: 'desk'; readonly code: SealRefusal };

/** Checks a visit and has it sealed; its draft then goes. */
export async function recordVisit(
  draft: VisitDraft,
  procedure: Procedure | undefined,
  department: Department | undefined,
  seal: Sealing['seal'],
): Promise<Result<SealedIntent, RecordingRefusal>> {
  const refusals = checkVisit(draft, procedure);
  if (refusals.length > 0 || procedure === undefined || department === undefined) return err({ kind: 'visit', refusals });
  const { letter } = draft;
  const sealed = await seal({
    kind: 'visit',
    opId: draft.opId,
    citizens: newPersons(draft).map(({ opId, citizen }) => ({ opId, citizen })),
    request: requestOfVisit(draft, procedure),
    department,
    receipt: 'print',
    ...(letter !== undefined && { ofLetter: { opId: letter.opId, mailItemId: letter.mailItemId, requestIds: letter.requestIds } }),
  });
  if (!sealed.ok) return err({ kind: 'desk', code: sealed.refusal });
  // It went with the projection; where that failed, as soon as there is a cache again.
  void deleteDraft(draft.id).catch(() => undefined);
  return sealed;
}
