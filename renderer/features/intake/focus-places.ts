/** Where the focus goes next: each place is an element id, so that a column need not know its neighbour. */
export const places = {
  person: 'visit-person',
  beneficiary: 'visit-beneficiary',
  procedure: 'visit-procedure',
  documents: 'visit-documents',
  field: (name: string) => `visit-field-${name}`,
} as const;

/** The type of the required document whose state has the focus. */
export function documentAtFocus(): string | undefined {
  return document.activeElement?.id.match(/^visit-document-(.+)$/)?.[1];
}
