import type { Procedure, RequiredDocument } from '#shared/domain/procedure/procedure.ts';
import { validateForm } from '#shared/lib/json-schema/validate-form.ts';
import { applies } from '#shared/lib/json-schema/visible-fields.ts';
import { containsNir } from './nir.ts';
import type { VisitDraft } from './visit-draft.ts';

/** What must be corrected before recording, each with the place to put the focus. Missing documents never block. */
export type VisitRefusal =
  | { readonly code: 'procedure-missing' }
  | { readonly code: 'applicant-missing' }
  | { readonly code: 'beneficiary-missing'; readonly label: string }
  | { readonly code: 'field'; readonly field: string; readonly messageFr: string }
  | { readonly code: 'nir'; readonly field: string };

export function checkVisit(draft: VisitDraft, procedure: Procedure | undefined): readonly VisitRefusal[] {
  if (procedure === undefined) return [{ code: 'procedure-missing' }];
  const refusals: VisitRefusal[] = [];
  if (draft.applicant === null && procedure.applicant === 'required') refusals.push({ code: 'applicant-missing' });
  if (draft.applicant === 'anonymous' && procedure.applicant === 'required') refusals.push({ code: 'applicant-missing' });
  if (procedure.beneficiary?.required === true && draft.beneficiaries.length === 0) {
    refusals.push({ code: 'beneficiary-missing', label: procedure.beneficiary.label });
  }
  const form = validateForm(procedure.form, draft.values);
  if (!form.ok) refusals.push(...form.refusal.map(({ field, messageFr }) => ({ code: 'field', field, messageFr }) as const));
  for (const [field, value] of Object.entries(form.ok ? form.value : draft.values)) {
    if (typeof value === 'string' && containsNir(value)) refusals.push({ code: 'nir', field });
  }
  if (containsNir(draft.note)) refusals.push({ code: 'nir', field: 'note' });
  return refusals;
}

/** The documents that this visit calls for, given the answers so far. */
export function documentsAsked(procedure: Procedure, values: VisitDraft['values']): readonly RequiredDocument[] {
  return procedure.documents.filter((document) => applies(document, values));
}
