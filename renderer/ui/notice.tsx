import type { ReactNode } from 'react';
import type { Tone } from './stamp.tsx';
import './notice.css';

/** A sentence that matters; dangers interrupt a screen reader, the rest waits its turn. */
export function Notice({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <div className="notice" data-tone={tone} role={tone === 'danger' ? 'alert' : 'status'}>
      {children}
    </div>
  );
}
