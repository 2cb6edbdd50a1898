import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { Kbd } from './kbd.tsx';
import './button.css';

export type ButtonProps = {
  readonly variant?: 'primary' | 'secondary' | 'quiet' | 'danger';
  /** The shortcut that does the same, shown beside the words; the screen binds it. */
  readonly keys?: string;
  readonly onPress?: () => void;
  readonly type?: 'button' | 'submit';
  readonly isDisabled?: boolean;
  readonly autoFocus?: boolean;
  readonly label?: string;
  readonly children: ReactNode;
};

export function Button({ variant = 'secondary', keys, label, type = 'button', onPress, isDisabled, autoFocus, children }: ButtonProps) {
  return (
    <AriaButton
      className="button"
      data-variant={variant}
      type={type}
      {...(onPress && { onPress })}
      {...(isDisabled && { isDisabled })}
      {...(autoFocus && { autoFocus })}
      {...(label !== undefined && { 'aria-label': label })}
    >
      {children}
      {keys !== undefined && <Kbd keys={keys} />}
    </AriaButton>
  );
}
