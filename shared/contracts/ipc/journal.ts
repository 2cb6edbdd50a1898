import { z } from 'zod';
import { intentSchema } from '#shared/sync/intent.ts';

/** Why main would not seal: nothing was written, and the screen keeps all that was typed. */
export type RecordRefusal = {
  readonly code: 'not-enrolled' | 'no-clerk' | 'clock-off' | 'disk-full' | 'sequence-exhausted' | 'unknown-request' | 'too-late';
};

/** `parts`: pieces of the journal that were found harmed when it was opened, set aside whole, and read around. */
export type JournalHarm = { readonly parts: number };

export const journalArgs = {
  /** Seals an intent: resolves after fsync. A known opId gets the first answer again. */
  'journal:record': z.tuple([intentSchema]),
  'journal:harm': z.tuple([]),
} as const;
