import { z } from 'zod';
import type { DaySheet } from '#shared/domain/desk/day-sheet.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';

/** The local day of the town, as the journal of this desk knows it, and whether it was closed on this desk. */
export type DayView = DaySheet & { readonly closedAt: string | null };

export const dayArgs = {
  'day:sheet': z.tuple([]),
  /** Seals the closing; again whenever something of that day came later. */
  'day:close': z.tuple([uuidSchema]),
  /** Saves the sheet as a PDF where the clerk says (dialog). */
  'day:save-pdf': z.tuple([]),
} as const;
