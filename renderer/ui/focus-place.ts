const CONTROL = 'input, textarea, select, button';

/**
 * Puts the focus on the first of these places that is there (or on its first control). At once where the change just
 * made shows it already: a clerk types on without waiting for the next frame, and those letters must land in it.
 */
export function focusPlace(...wanted: readonly string[]): void {
  queueMicrotask(() => {
    if (wanted[0] !== undefined && focusNow(wanted[0])) return;
    requestAnimationFrame(() => {
      wanted.some(focusNow);
    });
  });
}

/** The same at once, for a place that is on screen already: the next key may come before the next frame. */
export function focusNow(id: string): boolean {
  const element = document.getElementById(id);
  if (element === null) return false;
  const control = element.matches(CONTROL) || element.tabIndex >= 0 ? element : element.querySelector<HTMLElement>(CONTROL);
  control?.focus();
  return control !== null;
}
