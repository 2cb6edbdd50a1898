import { z } from 'zod';
import { intentSchema } from '#shared/sync/intent.ts';

/** Why main would not seal: nothing was written, and the screen keeps all that was typed. */
export type RecordRefusal = {
  readonly code: 'not-enrolled' | 'no-clerk' | 'clock-off' | 'disk-full' | 'sequence-exhausted' | 'unknown-request' | 'too-late';
};

export const journalArgs = {
  /** Seals an intent: resolves after fsync. A known opId gets the first answer again. */
  'journal:record': z.tuple([intentSchema]),
} as const;
