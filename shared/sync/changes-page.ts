import { z } from 'zod';
import { changeSchema, type Change } from '#shared/contracts/grc-api/wire.ts';

const pageSchema = z.object({ items: z.array(z.unknown()), nextCursor: z.string().min(1), more: z.boolean() });

export type ReadPage = { readonly items: readonly Change[]; readonly nextCursor: string; readonly more: boolean; readonly unread: number };

/**
 * A page of changes, or undefined when the body is none. A change that this build can't read is left out and counted:
 * one record of a newer GRC must not stop all others for ever.
 */
export function readChangesPage(body: unknown): ReadPage | undefined {
  const page = pageSchema.safeParse(body);
  if (!page.success) return undefined;
  const items = page.data.items.flatMap((item) => {
    const change = changeSchema.safeParse(item);
    return change.success ? [change.data] : [];
  });
  return { items, nextCursor: page.data.nextCursor, more: page.data.more, unread: page.data.items.length - items.length };
}
