import { z } from 'zod';

/** What of this desk the GRC has not accepted, reading audits left out. All of it is in the journal. */
export const unsentSchema = z.object({ waiting: z.int().nonnegative(), toHandle: z.int().nonnegative() }).readonly();
export type Unsent = z.infer<typeof unsentSchema>;

export const leavingArgs = {
  /** The page says what is unsent, each time it changes. */
  'leaving:tell': z.tuple([unsentSchema]),
  /** The clerk's answer to `leaving:asked`. */
  'leaving:answer': z.tuple([z.enum(['close', 'stay'])]),
} as const;
