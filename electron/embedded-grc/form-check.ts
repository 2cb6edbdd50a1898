import type { FormField, FormSchema } from '#shared/domain/procedure/procedure.ts';
import type { FormValues } from '#shared/domain/service-request/service-request.ts';

export type FormFault = { readonly field: string; readonly messageFr: string };

/** The first value of a form that its schema refuses. */
export function findFormFault(form: FormSchema, values: FormValues): FormFault | undefined {
  const unknown = Object.keys(values).find((name) => !(name in form.properties));
  if (unknown !== undefined) return { field: unknown, messageFr: 'Ce champ n’est pas dans le formulaire.' };
  for (const [name, field] of Object.entries(form.properties)) {
    const condition = field['x-visible-when'];
    if (condition !== undefined && values[condition.field] !== condition.equals) continue;
    const value = values[name];
    if (value === undefined) {
      if (form.required?.includes(name) === true) return { field: name, messageFr: `« ${field.title} » est à renseigner.` };
    } else if (!fits(field, value)) return { field: name, messageFr: `« ${field.title} » n’a pas une valeur admise.` };
  }
  return undefined;
}

function fits(field: FormField, value: string | number | boolean): boolean {
  if (field.type === 'boolean') return typeof value === 'boolean';
  if (field.type === 'string') {
    return typeof value === 'string'
      && (field.oneOf === undefined || field.oneOf.some((choice) => choice.const === value))
      && value.length >= (field.minLength ?? 0) && value.length <= (field.maxLength ?? 4000)
      && (field.pattern === undefined || new RegExp(field.pattern, 'u').test(value));
  }
  return typeof value === 'number' && (field.type === 'number' || Number.isInteger(value))
    && value >= (field.minimum ?? -Infinity) && value <= (field.maximum ?? Infinity);
}
