/** Where the focus goes next: each place is an element id, so that a column need not know its neighbour. */
export const places = {
  person: 'visit-person',
  beneficiary: 'visit-beneficiary',
  procedure: 'visit-procedure',
  documents: 'visit-documents',
  field: (name: string) => `visit-field-${name}`,
} as const;

const CONTROL = 'input, textarea, select, button';

/** Puts the focus on a place, or on the first control in it, after the screen has been painted. */
export function focusPlace(...wanted: readonly string[]): void {
  requestAnimationFrame(() => {
    for (const id of wanted) {
      const element = document.getElementById(id);
      if (element === null) continue;
      const control = element.matches(CONTROL) || element.tabIndex >= 0 ? element : element.querySelector<HTMLElement>(CONTROL);
      if (control === null) continue;
      control.focus();
      return;
    }
  });
}
