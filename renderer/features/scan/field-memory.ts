/** What the field with the focus held at a moment, to put it back or to type into it. */
export type FieldMemory = { readonly element: Element | null; readonly value: string | undefined; readonly selection: readonly [number, number] | undefined };

type TextField = HTMLInputElement | HTMLTextAreaElement;

export function rememberField(document: Document): FieldMemory {
  const element = document.activeElement;
  if (!isTextField(element)) return { element, value: undefined, selection: undefined };
  const { value, selectionStart, selectionEnd } = element;
  return { element, value, selection: selectionStart === null || selectionEnd === null ? undefined : [selectionStart, selectionEnd] };
}

/** The focus, the text and the selection are again what they were; a field that is gone stays gone. */
export function restoreField({ element, value, selection }: FieldMemory): void {
  if (element === null || !element.isConnected) return;
  if (element instanceof HTMLElement && element.ownerDocument.activeElement !== element) element.focus();
  if (!isTextField(element) || value === undefined) return;
  if (element.value !== value) write(element, value);
  if (selection !== undefined) element.setSelectionRange(...selection);
}

/** As if these letters had been typed: in place of the selection, the caret after them. */
export function typeInto(document: Document, letters: string): void {
  const element = document.activeElement;
  if (!isTextField(element) || letters === '') return;
  const { value, selectionStart, selectionEnd } = element;
  const [start, end] = [selectionStart ?? value.length, selectionEnd ?? value.length];
  write(element, value.slice(0, start) + letters + value.slice(end));
  if (selectionStart !== null) element.setSelectionRange(start + letters.length, start + letters.length);
}

/** By the prototype's setter, then an event: React takes a value set on the element itself for its own. */
function write(element: TextField, value: string): void {
  const prototype = element instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(element, value);
  element.dispatchEvent(new Event('input', { bubbles: true }));
}

const WITHOUT_TEXT = ['checkbox', 'radio', 'button', 'submit', 'reset', 'file', 'range', 'color', 'image', 'hidden'];

function isTextField(element: Element | null): element is TextField {
  return element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && !WITHOUT_TEXT.includes(element.type));
}
