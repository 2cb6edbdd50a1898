/** To spread on an element: what is typed in it is lost when the screen is left. */
export const unsaved = { 'data-unsaved': '' } as const;

/** Whether leaving the screen now would lose something typed, so that nothing may leave it by itself. */
export function hasUnsaved(document: Document): boolean {
  return document.querySelector('[data-unsaved]') !== null;
}
