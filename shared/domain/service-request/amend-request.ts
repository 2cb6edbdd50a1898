import { canonicalJson } from '#shared/lib/canonical-json.ts';
import type { DocumentCheck } from '#shared/domain/document/document-check.ts';
import type { Amendment, FormValues, ServiceRequest } from './service-request.ts';

/** What a clerk may rectify of a sealed demande; the original stays as it was. */
export type Rectified = { readonly form: FormValues; readonly documents: readonly DocumentCheck[]; readonly note: string };

/**
 * The linked changes from what is held to what was rectified, each with the value it replaces, so that another desk's
 * change in between is noticed. A form field is `form.<name>`; documents change as one list.
 */
export function changesOf(held: Pick<ServiceRequest, 'form' | 'documents' | 'note'>, rectified: Rectified): Amendment['changes'] {
  const fields = [...new Set([...Object.keys(held.form), ...Object.keys(rectified.form)])].sort();
  const form = fields
    .filter((name) => held.form[name] !== rectified.form[name])
    .map((name) => ({ field: `form.${name}`, before: held.form[name] ?? null, after: rectified.form[name] ?? null }));
  const note = (held.note ?? '') === rectified.note.trim() ? [] : [{ field: 'note', before: held.note ?? null, after: rectified.note.trim() === '' ? null : rectified.note.trim() }];
  const documents =
    canonicalJson(held.documents) === canonicalJson(rectified.documents) ? [] : [{ field: 'documents', before: held.documents, after: rectified.documents }];
  return [...form, ...note, ...documents];
}
