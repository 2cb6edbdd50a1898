/** A record as a peer keeps it: encrypted by the same code as ours, with three columns to index. */
export type PeerRow = { readonly id: string; readonly rev: number; readonly seq: number; readonly stamp: number; readonly tag: string; readonly box: Uint8Array<ArrayBuffer> };

export type PeerStore = {
  /** Inserts or replaces; resolves when the library says that it is kept. */
  putMany(rows: readonly PeerRow[]): Promise<void>;
  all(): Promise<readonly PeerRow[]>;
  /** For what keeps itself whole and not row by row; nothing for the others. */
  flush(): Promise<void>;
  close(): Promise<void>;
};

/** A store that also takes one row away: enough for an outbox. */
export type OutboxStore = PeerStore & { remove(id: string): Promise<void> };

/** One way to keep rows in a page, as its documentation says to do it. */
export type Peer<Store extends PeerStore = PeerStore> = { readonly name: string; open(database: string): Promise<Store> };

/** For what keeps JSON only. */
export type JsonRow = Omit<PeerRow, 'box'> & { readonly box: string };

export function toJson(row: PeerRow): JsonRow {
  let text = '';
  for (let at = 0; at < row.box.length; at += 0x8000) text += String.fromCharCode(...row.box.subarray(at, at + 0x8000));
  return { ...row, box: btoa(text) };
}

export function fromJson({ id, rev, seq, stamp, tag, box }: JsonRow): PeerRow {
  return { id, rev, seq, stamp, tag, box: Uint8Array.from(atob(box), (letter) => letter.charCodeAt(0)) };
}
