import { z } from 'zod';
import { uuidSchema } from '#shared/lib/uuid.ts';

/** A print job as a human reads it. `uncertain` asks the clerk « Le ticket est-il sorti ? » and never retries by itself. */
export type PrintJobView = {
  readonly id: string;
  readonly requestId: string;
  readonly number: string;
  readonly copy: 'original' | 'duplicate';
  readonly state: 'queued' | 'sending' | 'printed' | 'failed' | 'uncertain';
  readonly reason: PrintReason | null;
  readonly at: string;
};
export type PrintReason = 'no-printer' | 'unreachable' | 'paper-out' | 'cover-open' | 'offline' | 'no-confirmation' | 'interrupted' | 'unreadable' | 'voided';

export type PrinterView =
  | { readonly state: 'none' }
  | { readonly state: 'ready' }
  | { readonly state: 'problem'; readonly reason: PrintReason };

export const printingArgs = {
  'printing:jobs': z.tuple([]),
  'printing:printer': z.tuple([]),
  /** Prints the receipt of a recorded request again, marked DUPLICATA; requestId names a journal record. */
  'printing:reprint': z.tuple([uuidSchema]),
  /** The clerk's answer about an uncertain job: it came out, or print it again (as a duplicate). */
  'printing:resolve': z.tuple([uuidSchema, z.enum(['came-out', 'print-again'])]),
  /** Saves the A4 receipt where the clerk says (dialog); a duplicate is marked DUPLICATA. */
  'printing:save-a4': z.tuple([uuidSchema, z.enum(['original', 'duplicate'])]),
} as const;
