import type { ReactNode } from 'react';
import './empty-state.css';

export function EmptyState({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="empty-state">
      <p className="empty-state-title">{title}</p>
      {children !== undefined && <p>{children}</p>}
    </div>
  );
}
