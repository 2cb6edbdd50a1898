import { tagOf, sealBox, type DataKeys } from '#renderer/data/boxes.ts';
import type { ChangesPage, CitizenRecord } from '#shared/contracts/grc-api/wire.ts';
import type { PeerRow, PeerStore } from './peer.ts';

/** As many in a page as the GRC gives: the best there is for a peer. */
const PAGE = 1000;

export type Fed = { readonly cursor: string; readonly received: number; readonly citizens: readonly CitizenRecord[] };

/**
 * What the GRC tells, into a peer: read by the way that ours takes, encrypted by the same code, one write a page. The
 * next page is asked for while this one is kept.
 */
export async function feedPeer(store: PeerStore, keys: DataKeys, from: string, keep: boolean): Promise<Fed> {
  const citizens: CitizenRecord[] = [];
  let received = 0;
  let next = ask(from);
  for (;;) {
    const page = await next;
    if (page.more) next = ask(page.nextCursor);
    const rows = await Promise.all(
      page.items.map(async ({ topic, id, record }): Promise<PeerRow> => {
        const rowId = `${topic}:${id}`;
        const rev = record !== null && 'rev' in record ? record.rev : 0;
        return { id: rowId, rev, seq: received % 1000, stamp: received, tag: await tagOf(keys, rowId), box: await sealBox(keys, rowId, record) };
      }),
    );
    if (rows.length > 0) await store.putMany(rows);
    received += rows.length;
    if (keep) for (const change of page.items) if (change.topic === 'citizens' && change.record !== null) citizens.push(change.record);
    if (!page.more) {
      await store.flush();
      return { cursor: page.nextCursor, received, citizens };
    }
  }
}

async function ask(cursor: string): Promise<ChangesPage> {
  const query = new URLSearchParams({ topics: 'citizens,requests,procedures,departments', limit: String(PAGE), ...(cursor !== '' && { cursor }) });
  const answer = await fetch(`/grc/changes?${query.toString()}`, { cache: 'no-store' });
  if (!answer.ok) throw new Error(`changes: ${answer.status}`);
  return (await answer.json()) as ChangesPage;
}
