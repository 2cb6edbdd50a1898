import { useId } from 'react';
import './field.css';
import './choice.css';

export type ChoiceOption = { readonly id: string; readonly label: string };

/** One of a few: a row of native radios, so that arrow keys, labels and forced colours simply work. */
export function Choice({ label, options, value, onChange, error, hint, isRequired }: {
  readonly label: string;
  readonly options: readonly ChoiceOption[];
  readonly value: string | undefined;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
  readonly hint?: string | undefined;
  readonly isRequired?: boolean | undefined;
}) {
  const id = useId();
  const help = error ?? hint;
  return (
    <fieldset className="field choice" aria-describedby={help !== undefined ? `${id}-help` : undefined} data-invalid={error !== undefined ? '' : undefined}>
      <legend>
        {label}
        {isRequired === true && <span aria-hidden="true"> *</span>}
      </legend>
      <div className="choice-row">
        {options.map((option, index) => (
          <label key={option.id} className="choice-option">
            <input
              type="radio"
              name={id}
              value={option.id}
              checked={value === option.id}
              data-first={index === 0 ? '' : undefined}
              onChange={() => onChange(option.id)}
            />
            {option.label}
          </label>
        ))}
      </div>
      {help !== undefined && (
        <p id={`${id}-help`} className={error !== undefined ? 'field-error' : 'field-hint'}>
          {help}
        </p>
      )}
    </fieldset>
  );
}
