import { useId, type KeyboardEvent, type Ref } from 'react';
import { FieldFrame } from './field-frame.tsx';

export type TextFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** A sentence that says what to do. */
  readonly error?: string | undefined;
  readonly hint?: string | undefined;
  readonly multiline?: boolean;
  readonly isRequired?: boolean;
  readonly autoFocus?: boolean;
  readonly type?: 'text' | 'password';
  readonly inputMode?: 'text' | 'numeric' | 'tel' | 'email';
  readonly autoComplete?: string;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly onBlur?: () => void;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly name?: string;
};

/** One line or several; plain controlled inputs, so that typing costs nothing on an old machine. */
export function TextField({ label, value, onChange, error, hint, multiline, isRequired, inputRef, type = 'text', autoComplete = 'off', ...rest }: TextFieldProps) {
  const id = useId();
  const shared = {
    id,
    className: 'input',
    value,
    'aria-required': isRequired === true ? true : undefined,
    'aria-invalid': error !== undefined ? true : undefined,
    'aria-describedby': error !== undefined || hint !== undefined ? `${id}-help` : undefined,
    spellCheck: multiline === true,
    autoComplete,
    ...rest,
  } as const;
  return (
    <FieldFrame id={id} label={label} error={error} hint={hint} isRequired={isRequired}>
      {multiline === true ? (
        <textarea {...shared} rows={3} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <input {...shared} ref={inputRef} type={type} onChange={(event) => onChange(event.target.value)} />
      )}
    </FieldFrame>
  );
}
