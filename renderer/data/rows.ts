import type { Topic } from '#shared/contracts/grc-api/wire.ts';

/** A ciphertext: 12 bytes of nonce, then AES-256-GCM of the JSON, with the row's id as additional data. */
export type Box = Uint8Array<ArrayBuffer>;

/** What the GRC approved, where what is shown differs from it; elsewhere the view row says both. `box` null: none there. */
export type BaseRow = { readonly id: string; readonly rev: number; readonly box: Box | null };

/** What screens read: what the GRC approved with the outbox laid over it. */
export type ViewRow = {
  readonly id: string;
  readonly rev: number;
  /** Journal sequence of a demande or letter recorded here; what came from elsewhere is not in that index. */
  readonly seq?: number;
  /** Number of the last transaction that wrote it: what the search index has not seen yet is above its own. */
  readonly stamp: number;
  /** Keyed hashes of what the row belongs to: equality, and nothing else, can be read off them. */
  readonly tags: readonly string[];
  readonly box: Box | null;
};

/** One queued write. `about`: id of the view row that it changes. */
export type OpRow = { readonly opId: string; readonly seq: number; readonly about: string; readonly box: Box };
export type DraftRow = { readonly id: string; readonly box: Box };

/** Small things: numbers and cursors in clear, `usage:*` (how often a procedure was chosen), `projected:*`, the search snapshot in a box. */
export type MetaRow = { readonly id: string; readonly value: unknown };

/** The meta row that says that an intent of the journal is in the cache. */
export function projectedId(opId: string): string {
  return `projected:${opId}`;
}

export function rowId(topic: Topic, id: string): string {
  return `${topic}:${id}`;
}
