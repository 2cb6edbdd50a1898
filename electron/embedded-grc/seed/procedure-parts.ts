import type { FormField, FormSchema, Procedure, RequiredDocument } from '#shared/domain/procedure/procedure.ts';

type Fields = Readonly<Record<string, FormField>>;

/** A form whose fields show in the order they are written. */
export function form(properties: Fields, required: readonly string[] = []): FormSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties,
    required,
    'x-order': Object.keys(properties),
  };
}

type Extra = Partial<FormField>;
export const text = (title: string, extra: Extra = {}): FormField => ({ type: 'string', title, maxLength: 200, ...extra });
export const long = (title: string, extra: Extra = {}): FormField => ({ type: 'string', title, format: 'textarea', maxLength: 2000, ...extra });
export const day = (title: string, extra: Extra = {}): FormField => ({ type: 'string', title, format: 'date', ...extra });
export const place = (title: string, extra: Extra = {}): FormField => ({ type: 'string', title, format: 'place', minLength: 3, maxLength: 200, ...extra });
export const yes = (title: string, extra: Extra = {}): FormField => ({ type: 'boolean', title, ...extra });
export const count = (title: string, minimum: number, maximum: number, extra: Extra = {}): FormField => ({ type: 'integer', title, minimum, maximum, ...extra });
export const choice = (title: string, options: Readonly<Record<string, string>>, extra: Extra = {}): FormField => ({
  type: 'string',
  title,
  oneOf: Object.entries(options).map(([value, label]) => ({ const: value, title: label })),
  ...extra,
});
export const when = (field: string, equals: string | number | boolean): Pick<FormField, 'x-visible-when'> => ({ 'x-visible-when': { field, equals } });

/** An identity paper is shown, never copied (CRPA R.113-5 and the data protection law: what is needed, no more). */
export const identity: RequiredDocument = { type: 'identity', title: 'Pièce d’identité', mandatory: true, keep: 'seen' };
export const homeProof: RequiredDocument = {
  type: 'home-proof',
  title: 'Justificatif de domicile',
  hint: 'Seulement pour les démarches de l’article R.113-8 du CRPA',
  mandatory: true,
  keep: 'copy',
  validityMonths: 12,
};
export const paper = (type: string, title: string, extra: Partial<RequiredDocument> = {}): RequiredDocument => ({ type, title, mandatory: true, keep: 'copy', ...extra });

type Silence = Procedure['silence'];
const since = { validFrom: '2026-01-01', approvedBy: 'Service juridique (démonstration)' } as const;
export const accepts = (months: number): Silence => ({ effect: 'acceptance', months, legalBasis: 'CRPA L.231-1', ...since });
export const rejects = (months: number, legalBasis = 'CRPA L.231-4'): Silence => ({ effect: 'rejection', months, legalBasis, ...since });
export const noRule = (legalBasis: string): Silence => ({ effect: 'none', legalBasis, ...since });

type Given = Pick<Procedure, 'code' | 'title' | 'keywords' | 'departmentCode' | 'form' | 'silence'> & Partial<Procedure>;
export function procedure(given: Given): Procedure {
  return { version: 1, channels: ['counter', 'mail', 'web', 'phone', 'email'], applicant: 'required', representativeAllowed: false, documents: [], documentsWithinDays: 30, ...given };
}
