import { t } from '@lingui/core/macro';
import { saveDraft, type Draft } from '#renderer/data/drafts.ts';
import { isUntouched, type VisitDraft } from '#shared/domain/service-request/visit-draft.ts';

/** The visit as it is put aside; undefined while nothing is worth keeping. */
export function draftOfVisit(draft: VisitDraft): Omit<Draft, 'updatedAt'> | undefined {
  return isUntouched(draft) ? undefined : { id: draft.id, title: titleOf(draft), content: draft };
}

/** Resolves once the draft is kept on this desk. */
export function saveVisit(draft: VisitDraft): Promise<void> {
  return saveDraft({ id: draft.id, title: titleOf(draft), updatedAt: Date.now(), content: draft });
}

function titleOf(draft: VisitDraft): string {
  const who = draft.applicant === 'anonymous' ? t`Anonyme` : (draft.applicant?.displayName ?? t`Sans usager`);
  return draft.procedure === null ? who : `${who} — ${draft.procedure.title}`;
}
