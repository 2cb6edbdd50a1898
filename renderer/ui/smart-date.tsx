import { t } from '@lingui/core/macro';
import { useState, type KeyboardEvent } from 'react';
import { typedDate } from '#shared/lib/typed-date.ts';
import { TextField } from './text-field.tsx';

/**
 * One text field for a day: `jjmm`, `jjmmaa`, `-3`, pasted or typed, with the whole date said back. `value` is an ISO
 * day, '' when empty; what is no day is given as typed, so that validation names it and nothing typed is lost.
 */
export function SmartDate({ label, value, onChange, error, today, lean = 'near', isRequired = false }: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (isoDay: string) => void;
  readonly error?: string | undefined;
  readonly today: string;
  readonly lean?: 'past' | 'near';
  readonly isRequired?: boolean;
}) {
  const [typed, setTyped] = useState(() => frenchOf(value));
  const read = typedDate(typed, today, lean);
  const change = (text: string): void => {
    setTyped(text);
    onChange(text.trim() === '' ? '' : (typedDate(text, today, lean) ?? text));
  };
  // The digits of an AZERTY keyboard are typed with Shift; a clerk need not hold it here.
  const onKeyDown = (event: KeyboardEvent): void => {
    const digit = /^Digit(\d)$/.exec(event.nativeEvent.code)?.[1];
    if (digit === undefined || event.ctrlKey || event.altKey || event.metaKey || /^\d$/.test(event.key) || event.key === '-') return;
    event.preventDefault();
    change(typed + digit);
  };
  return (
    <TextField
      label={label}
      value={typed}
      onChange={change}
      onKeyDown={onKeyDown}
      isRequired={isRequired}
      error={error}
      hint={read === undefined ? t`jjmm, jjmmaa ou -3` : spoken(read)}
    />
  );
}

function frenchOf(value: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? value.split('-').reverse().join('/') : value;
}

function spoken(isoDay: string): string {
  return new Intl.DateTimeFormat('fr-FR', { dateStyle: 'full', timeZone: 'UTC' }).format(new Date(`${isoDay}T00:00:00Z`));
}
