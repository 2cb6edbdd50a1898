import { t } from '@lingui/core/macro';
import { Check } from '#renderer/ui/check.tsx';
import { Choice } from '#renderer/ui/choice.tsx';
import { SmartDate } from '#renderer/ui/smart-date.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import { readPhone } from '#shared/domain/citizen/typed-citizen.ts';
import type { FormField, Procedure } from '#shared/domain/procedure/procedure.ts';
import { places } from './focus-places.ts';
import { changeDraft, useVisit, useVisitStore } from './visit-store.ts';

/** One field of a procedure's form; it alone repaints when it changes. */
export function FormFieldInput({ name, procedure, today }: { readonly name: string; readonly procedure: Procedure; readonly today: string }) {
  const store = useVisitStore();
  const value = useVisit(({ draft }) => draft.values[name]);
  const error = useVisit(({ refusals }) => {
    const refusal = refusals.find((each) => 'field' in each && each.field === name);
    if (refusal === undefined) return undefined;
    return refusal.code === 'field' ? refusal.messageFr : t`Un numéro de sécurité sociale n’a pas à être gardé : retirez-le.`;
  });
  const field = procedure.form.properties[name];
  if (field === undefined) return null;
  const set = (next: string | number | boolean | undefined): void => {
    const { [name]: _, ...others } = store.getState().draft.values;
    changeDraft(store, { values: next === undefined || next === '' ? others : { ...others, [name]: next } });
  };
  return (
    <div id={places.field(name)}>
      <Control field={field} value={value} set={set} error={error} today={today} isRequired={procedure.form.required?.includes(name) === true} />
    </div>
  );
}

function Control({ field, value, set, error, today, isRequired }: {
  readonly field: FormField;
  readonly value: string | number | boolean | undefined;
  readonly set: (next: string | number | boolean | undefined) => void;
  readonly error: string | undefined;
  readonly today: string;
  readonly isRequired: boolean;
}) {
  const shared = { label: field.title, error, isRequired } as const;
  const text = value === undefined ? '' : String(value);
  if (field.oneOf !== undefined) {
    return (
      <Choice
        {...shared}
        hint={field.description}
        options={field.oneOf.map((option) => ({ id: option.const, label: option.title }))}
        value={typeof value === 'string' ? value : undefined}
        onChange={set}
      />
    );
  }
  if (field.type === 'boolean') return <Check label={field.title} hint={field.description} isSelected={value === true} onChange={set} />;
  if (field.format === 'date') return <SmartDate {...shared} value={text} onChange={set} today={today} />;
  if (field.type === 'integer' || field.type === 'number') {
    return <TextField {...shared} hint={field.description} inputMode="numeric" value={text} onChange={(typed) => set(numberOf(typed))} />;
  }
  if (field.format === 'phone') return <PhoneField {...shared} value={text} set={set} />;
  return <TextField {...shared} hint={field.description} multiline={field.format === 'textarea'} value={text} onChange={set} />;
}

/** Kept as E.164 as soon as it is one, shown as typed until then. */
function PhoneField({ value, set, ...shared }: {
  readonly label: string;
  readonly error: string | undefined;
  readonly isRequired: boolean;
  readonly value: string;
  readonly set: (next: string) => void;
}) {
  return <TextField {...shared} inputMode="tel" value={value} onChange={set} onBlur={() => set(readPhone(value) ?? value)} />;
}

/** What is not a number stays as typed, so that validation names it and nothing is lost. */
function numberOf(typed: string): string | number {
  const text = typed.trim().replace(',', '.');
  return text !== '' && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : typed;
}
