import type { ReactNode } from 'react';
import './desk-card.css';

/** One sheet in the middle of the window: the screens that come before the desk is open. */
export function DeskCard({ title, lead, children }: { readonly title: string; readonly lead?: string | undefined; readonly children: ReactNode }) {
  return (
    <main className="desk-card-page">
      <div className="desk-card">
        <p className="desk-card-brand" aria-hidden="true">
          Plainpied
        </p>
        <h1>{title}</h1>
        {lead !== undefined && <p className="desk-card-lead">{lead}</p>}
        {children}
      </div>
    </main>
  );
}
