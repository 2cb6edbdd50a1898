import { Validator, type OutputUnit, type Schema } from '@cfworker/json-schema';
import { err, ok, type Result } from '../result.ts';
import { visibleFields } from './visible-fields.ts';

type FormField = {
  readonly type: string;
  readonly title: string;
  readonly format?: string | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly 'x-visible-when'?: { readonly field: string; readonly equals: string | number | boolean } | undefined;
};
type Form = {
  readonly properties: Readonly<Record<string, FormField>>;
  readonly required?: readonly string[] | undefined;
  readonly 'x-order': readonly string[];
};
export type FormValue = string | number | boolean;

/** One field and the sentence that says what to do. */
export type FieldError = { readonly field: string; readonly messageFr: string };

/** `format` words of ours that JSON Schema does not know. */
const OWN_FORMATS: Readonly<Record<string, Partial<Record<string, unknown>>>> = {
  phone: { pattern: '^\\+[1-9]\\d{6,14}$' },
  textarea: {},
  place: {},
};

/**
 * The answers of a form, with hidden and empty ones left out, or every field that must be corrected, in the form's
 * order. The desk and the GRC run this same code (JSON Schema 2020-12, no evaluated expression).
 */
export function validateForm(form: Form, values: Readonly<Record<string, unknown>>): Result<Record<string, FormValue>, readonly FieldError[]> {
  const shown = visibleFields(form, values);
  const kept = Object.fromEntries(shown.flatMap((field) => (isAnswer(values[field]) ? [[field, values[field]]] : [])));
  const unknown = Object.keys(values).filter((field) => form.properties[field] === undefined);
  const errors = new Map<string, string>(unknown.map((field) => [field, `Le renseignement « ${field} » n’existe pas dans ce formulaire.`]));

  for (const field of shown) {
    const property = form.properties[field];
    if (property === undefined) continue;
    if (kept[field] === undefined) {
      if (form.required?.includes(field) === true) errors.set(field, `Renseignez « ${property.title} ».`);
      continue;
    }
    const { valid, errors: found } = new Validator(fieldSchema(property), '2020-12', false).validate(kept[field]);
    if (!valid) errors.set(field, sentence(property, found));
  }
  if (errors.size === 0) return ok(kept);
  const order = [...shown, ...unknown];
  return err(order.flatMap((field) => {
    const messageFr = errors.get(field);
    return messageFr === undefined ? [] : [{ field, messageFr }];
  }));
}

function isAnswer(value: unknown): value is FormValue {
  if (typeof value === 'string') return value.trim() !== '';
  return typeof value === 'number' || typeof value === 'boolean';
}

/** A copy of the field's rules: the validator writes into its schema, and takes undefined members for rules. */
function fieldSchema(property: FormField): Schema {
  const own = property.format === undefined ? undefined : OWN_FORMATS[property.format];
  return JSON.parse(JSON.stringify({ ...property, ...(own && { format: undefined, ...own }) })) as Schema;
}

function sentence(property: FormField, errors: readonly OutputUnit[]): string {
  const { title } = property;
  switch (errors.at(-1)?.keyword) {
    case 'type':
      return property.type === 'integer' ? `« ${title} » est un nombre entier.` : property.type === 'number' ? `« ${title} » est un nombre.` : `« ${title} » n’est pas du bon type.`;
    case 'minLength':
      return `« ${title} » est trop court : au moins ${property.minLength} caractères.`;
    case 'maxLength':
      return `« ${title} » est trop long : ${property.maxLength} caractères au plus.`;
    case 'minimum':
      return `« ${title} » vaut au moins ${property.minimum}.`;
    case 'maximum':
      return `« ${title} » vaut au plus ${property.maximum}.`;
    case 'oneOf':
    case 'const':
    case 'enum':
      return `Choisissez une des réponses proposées pour « ${title} ».`;
    case 'format':
    case 'pattern':
      return formatSentence(property);
    default:
      return `Vérifiez « ${title} ».`;
  }
}

function formatSentence({ title, format }: FormField): string {
  switch (format) {
    case 'date':
      return `« ${title} » est une date : jour, mois, année.`;
    case 'email':
      return `« ${title} » est une adresse de courriel, par exemple nom@exemple.fr.`;
    case 'phone':
      return `« ${title} » est un numéro de téléphone, par exemple 01 99 00 12 34.`;
    default:
      return `« ${title} » n’a pas la forme attendue.`;
  }
}
