import { z } from 'zod';
import { canonicalJson } from '#shared/lib/canonical-json.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';
import { capturedSchema } from './captured.ts';

const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** A person was looked at on a desk: ids only, no name but the clerk's own. */
export const auditEntrySchema = z.object({ opId: uuidSchema, action: z.string().max(40), subjectId: uuidSchema, captured: capturedSchema });
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/**
 * The place of an entry in its desk's chain: the hash of the entry before it, null at a chain's beginning, and its own.
 * What is altered, left out or put in between afterwards no longer fits.
 */
export const auditLinkSchema = z.object({ previous: hashSchema.nullable(), hash: hashSchema }).readonly();
export type AuditLink = z.infer<typeof auditLinkSchema>;

/** SHA-256, in hexadecimal, of a text in UTF-8. */
export type Sha256 = (text: string) => string;

export function auditLink({ opId, action, subjectId, captured }: AuditEntry, previous: string | null, sha256: Sha256): AuditLink {
  return { previous, hash: sha256(canonicalJson({ previous, opId, action, subjectId, captured })) };
}

/** The index of the first entry whose hash is not that of its content and place; undefined when each is. */
export function firstBroken(previous: string | null, entries: readonly (AuditEntry & { readonly hash: string })[], sha256: Sha256): number | undefined {
  let before = previous;
  for (const [index, entry] of entries.entries()) {
    if (auditLink(entry, before, sha256).hash !== entry.hash) return index;
    before = entry.hash;
  }
  return undefined;
}
