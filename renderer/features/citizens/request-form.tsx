import { t } from '@lingui/core/macro';
import type { FormSchema } from '#shared/domain/procedure/procedure.ts';
import type { FormValues } from '#shared/domain/service-request/service-request.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { frenchDay } from '#renderer/ui/french-format.ts';

/** The answers, in the order and with the words of the procedure's form when this desk knows it. */
export function RequestForm({ values, schema, note }: {
  readonly values: FormValues;
  readonly schema: FormSchema | undefined;
  readonly note: string | undefined;
}) {
  const order = schema?.['x-order'] ?? Object.keys(values);
  const answered = order.filter((field) => values[field] !== undefined && values[field] !== '');
  if (answered.length === 0 && !note) return <EmptyState title={t`Aucun renseignement demandé.`} />;
  return (
    <dl className="stacked">
      {answered.map((field) => (
        <div key={field}>
          <dt>{schema?.properties[field]?.title ?? field}</dt>
          <dd>{answer(values[field], schema, field)}</dd>
        </div>
      ))}
      {note && (
        <div>
          <dt>{t`Note`}</dt>
          <dd>{note}</dd>
        </div>
      )}
    </dl>
  );
}

function answer(value: FormValues[string] | undefined, schema: FormSchema | undefined, field: string): string {
  if (typeof value === 'boolean') return value ? t`Oui` : t`Non`;
  const property = schema?.properties[field];
  const choice = property?.oneOf?.find((option) => option.const === value);
  if (choice) return choice.title;
  if (property?.format === 'date' && typeof value === 'string') return frenchDay(value);
  return String(value ?? '');
}
