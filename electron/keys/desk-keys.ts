import { hkdfSync } from 'node:crypto';

export const MASTER_KEY_BYTES = 32;

/** 32 bytes each, all derived from the desk's master key; all but `cache` never leave main (decisions.md 8). */
export type DeskKeys = {
  readonly journal: Uint8Array;
  readonly attachment: Uint8Array;
  readonly cache: Uint8Array;
  readonly deskRecord: Uint8Array;
  /** For the files of the embedded GRC. */
  readonly grcUploads: Uint8Array;
};

/** The purposes are part of what is on disk: one that changes makes everything sealed under it unreadable. */
export function deriveDeskKeys(master: Uint8Array): DeskKeys {
  const derive = (purpose: string): Uint8Array => new Uint8Array(hkdfSync('sha256', master, Buffer.alloc(0), `plainpied v1 ${purpose}`, 32));
  return { journal: derive('journal'), attachment: derive('attachment'), cache: derive('cache'), deskRecord: derive('desk record'), grcUploads: derive('grc uploads') };
}
