import { Check, CircleAlert, Clock, Info, Minus, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import './stamp.css';

export type Tone = 'ok' | 'warn' | 'danger' | 'info' | 'neutral';

const icons: Record<Tone, LucideIcon> = { ok: Check, warn: Clock, danger: CircleAlert, info: Info, neutral: Minus };

/** A status as a rubber stamp: icon, word and outline, so that colour never says it alone. */
export function Stamp({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  const Icon = icons[tone];
  return (
    <span className="stamp" data-tone={tone}>
      <Icon size={12} strokeWidth={3} aria-hidden="true" />
      {children}
    </span>
  );
}
