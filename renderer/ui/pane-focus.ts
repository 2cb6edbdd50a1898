const FOCUSABLE = 'input:not([disabled]):not([type=hidden]), textarea, select, button:not([disabled]), a[href], [tabindex="0"]';

/** F6: moves the focus to the first control of the next pane of the page (the previous one when `back`). */
export function focusNextPane(root: ParentNode, back = false): void {
  const panes = [...root.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.closest('[hidden]') === null);
  if (panes.length === 0) return;
  const current = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = current === -1 ? 0 : (current + (back ? -1 : 1) + panes.length) % panes.length;
  const pane = panes[next];
  (pane?.querySelector<HTMLElement>(FOCUSABLE) ?? pane)?.focus();
}
