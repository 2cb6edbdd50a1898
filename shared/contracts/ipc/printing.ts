import { z } from 'zod';
import { sha256Schema } from '#shared/domain/document/attachment.ts';
import type { AcknowledgementRefusal } from '#shared/domain/receipt/acknowledgement.ts';
import type { Delivery } from '#shared/domain/receipt/delivery.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';

/** A print job as a human reads it. `uncertain` asks the clerk « Le ticket est-il sorti ? » and never retries by itself. */
export type PrintJobView = {
  readonly id: string;
  readonly requestId: string;
  readonly number: string;
  readonly paper: 'receipt' | 'acknowledgement';
  readonly copy: 'original' | 'duplicate';
  readonly state: 'queued' | 'sending' | 'printed' | 'failed' | 'uncertain';
  readonly reason: PrintReason | null;
  readonly at: string;
  /** Which text of the acknowledgement it is, once it is known. */
  readonly textSha256?: string | undefined;
};
/** `awaiting-server`: the GRC, which issues acknowledgements, has not been reached. `no-acknowledgement`: it issues none for this demande. */
export type PrintReason = 'no-printer' | 'unreachable' | 'paper-out' | 'cover-open' | 'offline' | 'no-confirmation' | 'interrupted' | 'unreadable' | 'voided' | 'no-pdf' | 'awaiting-server' | 'no-acknowledgement';

export type PrinterView =
  | { readonly state: 'none' }
  | { readonly state: 'ready' }
  | { readonly state: 'problem'; readonly reason: PrintReason };

/** The acknowledgement of a demande as the GRC issues it now, and how it reached the citizen. */
export type AcknowledgementView = {
  /** Names the text; null when there is none, for the reason given. */
  readonly sha256: string | null;
  readonly refusal: AcknowledgementRefusal | null;
  readonly addressLines: readonly string[];
  /** The day on which silence decides. */
  readonly silenceOn: string | null;
  readonly deliveries: readonly Delivery[];
};
/** `unreachable`: later; `sign-in`: the GRC wants to know who asks; `refused`: it does not take this delivery. */
export type AcknowledgementProblem = 'unreachable' | 'sign-in' | 'unknown-request' | 'refused';

export const printingArgs = {
  'printing:jobs': z.tuple([]),
  'printing:printer': z.tuple([]),
  /** Prints the receipt of a recorded request again, marked DUPLICATA; requestId names a journal record. */
  'printing:reprint': z.tuple([uuidSchema]),
  /** The clerk's answer about an uncertain job: it came out, or print it again (as a duplicate). */
  'printing:resolve': z.tuple([uuidSchema, z.enum(['came-out', 'print-again'])]),
  /** Saves the A4 receipt where the clerk says (dialog); a duplicate is marked DUPLICATA. */
  'printing:save-a4': z.tuple([uuidSchema, z.enum(['original', 'duplicate'])]),
  /** Asks the GRC. */
  'printing:acknowledgement': z.tuple([uuidSchema]),
  /** Puts the letter in the queue of the A4 printer; one that may have come out before is marked DUPLICATA. */
  'printing:print-acknowledgement': z.tuple([uuidSchema]),
  /** The clerk's word that the letter of this text was posted today; `id` of the delivery, so that saying it twice is saying it once. */
  'printing:acknowledgement-posted': z.tuple([z.object({ id: uuidSchema, requestId: uuidSchema, sha256: sha256Schema })]),
} as const;
