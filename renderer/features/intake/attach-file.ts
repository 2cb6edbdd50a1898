import type { Attachment } from '#shared/domain/document/attachment.ts';
import { changeDraft, type VisitStore } from './visit-store.ts';

/** Puts a file on the visit, once; the document that it is a copy of counts as provided, its original handed back. */
export function attachFile(store: VisitStore, attachment: Attachment, documentType: string | null): void {
  const { draft } = store.getState();
  const others = draft.attachments.filter((file) => file.attachment.id !== attachment.id);
  const state = documentType === null ? undefined : draft.documents[documentType];
  changeDraft(store, {
    attachments: [...others, { attachment, documentType }],
    ...(state !== undefined && documentType !== null && { documents: { ...draft.documents, [documentType]: { ...state, status: 'provided', original: 'returned' } } }),
  });
}
