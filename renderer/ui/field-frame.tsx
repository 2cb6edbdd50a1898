import type { ReactNode } from 'react';
import './field.css';

/** Label, control, then its error (or hint) tied to it by `${id}-help`. */
export function FieldFrame({ id, label, error, hint, isRequired, children }: {
  readonly id: string;
  readonly label: string;
  readonly error?: string | undefined;
  readonly hint?: string | undefined;
  readonly isRequired?: boolean | undefined;
  readonly children: ReactNode;
}) {
  return (
    <div className="field" data-invalid={error !== undefined ? '' : undefined}>
      <label htmlFor={id} className="field-label">
        {label}
        {isRequired === true && <span aria-hidden="true"> *</span>}
      </label>
      {children}
      {(error ?? hint) !== undefined && (
        <p id={`${id}-help`} className={error !== undefined ? 'field-error' : 'field-hint'}>
          {error ?? hint}
        </p>
      )}
    </div>
  );
}
