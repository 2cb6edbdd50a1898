import { randomBytes } from 'node:crypto';
import { demoCitizens } from '#electron/embedded-grc/seed/demo-citizens.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { Intent } from '#shared/sync/intent.ts';

export function newId(): string {
  return uuidv7(Date.now(), randomBytes(10));
}

/** Persons of a town to come, none of whom the GRC has. */
export function newCitizens(count: number): readonly Extract<Intent, { kind: 'citizen' }>[] {
  return demoCitizens(count).map((citizen) => ({ kind: 'citizen', opId: newId(), citizen: { ...citizen, id: newId() } }));
}

/** A correction of a demande's subject: the shortest edit that a clerk makes. */
export function correction(requestId: string, nth: number): Intent {
  const amendment = { id: newId(), kind: 'correction', changes: [{ field: 'note', before: null, after: `Bruit ${nth}: ${'la nuit '.repeat(80)}` }] } as const;
  return { kind: 'amendment', opId: newId(), requestId, amendment };
}
