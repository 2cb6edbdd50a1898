import { t } from '@lingui/core/macro';
import { FieldFrame } from '#renderer/ui/field-frame.tsx';
import type { Department } from '#shared/domain/procedure/procedure.ts';

/** A plain list: typing `v` on it chooses Voirie. */
export function DepartmentSelect({ id, departments, value, error, onChange }: {
  readonly id: string;
  readonly departments: readonly Department[];
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (code: string) => void;
}) {
  const sorted = [...departments].sort((a, b) => a.name.localeCompare(b.name, 'fr'));
  return (
    <FieldFrame id={id} label={t`Service`} error={error}>
      <select
        id={id}
        className="input"
        value={value}
        aria-invalid={error !== undefined ? true : undefined}
        aria-describedby={error !== undefined ? `${id}-help` : undefined}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="">{t`À choisir`}</option>
        {sorted.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
