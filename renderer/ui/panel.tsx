import { useId, type ReactNode } from 'react';
import './panel.css';

/** A titled column; F6 goes from one to the next (see pane-focus). */
export function Panel({ title, paneId, aside, children }: {
  readonly title: string;
  readonly paneId: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id} data-pane={paneId} tabIndex={-1}>
      <header className="panel-head">
        <h2 id={id}>{title}</h2>
        {aside}
      </header>
      <div className="panel-body">{children}</div>
    </section>
  );
}
