import MiniSearch from 'minisearch';
import { openBox, sealBox } from '#renderer/data/boxes.ts';
import type { CitizenRecord } from '#shared/contracts/grc-api/wire.ts';
import { foldLetters } from '#shared/domain/citizen/fold.ts';
import { peerKeys } from './desk.ts';
import { feedPeer, type Fed } from './feed.ts';
import { watchFrames } from './frames.ts';
import { dexieAlone, rawIndexedDb } from './indexed-db-peers.ts';
import { pouchdb, rxdb, tinybase } from './library-peers.ts';
import type { Peer, PeerStore } from './peer.ts';
import { miniDocument, miniOptions } from './search-peers.ts';

const PEERS: readonly Peer[] = [rawIndexedDb, dexieAlone, rxdb, pouchdb, tinybase];

let open: { readonly store: PeerStore; fed: Fed } | undefined;

export function databaseOf(name: string): string {
  return `peer-${name.toLowerCase().replace(/\W+/g, '-')}`;
}

export function openPeer(name: string): Promise<PeerStore> {
  const peer = PEERS.find((one) => one.name === name);
  if (peer === undefined) throw new Error(`no peer ${name}`);
  return peer.open(databaseOf(name));
}

/** To the same end as ours: kept, encrypted, and found, by MiniSearch over what was just read. */
export async function bootPeer(name: string): Promise<{ readonly storedMs: number; readonly searchableMs: number; readonly frameMs: number }> {
  const keys = await peerKeys();
  const frames = watchFrames();
  const start = performance.now();
  const store = await openPeer(name);
  const fed = await feedPeer(store, keys, '', true);
  const storedMs = performance.now() - start;
  const index = new MiniSearch(miniOptions);
  index.addAll(fed.citizens.map(miniDocument));
  index.search('martin');
  const searchableMs = performance.now() - start;
  open = { store, fed: { ...fed, citizens: [] } };
  return { storedMs, searchableMs, frameMs: frames.longest() };
}

/** Only into the store: what is searched is left as it was, in a peer's favour. */
export async function catchUpPeer(): Promise<{ readonly ms: number; readonly frameMs: number; readonly received: number }> {
  if (open === undefined) throw new Error('no peer is open');
  const keys = await peerKeys();
  const frames = watchFrames();
  const start = performance.now();
  open.fed = await feedPeer(open.store, keys, open.fed.cursor, false);
  return { ms: performance.now() - start, frameMs: frames.longest(), received: open.fed.received };
}

/** One record at a time, encrypted and kept; milliseconds of each. */
export async function editPeer(count: number): Promise<readonly number[]> {
  if (open === undefined) throw new Error('no peer is open');
  const keys = await peerKeys();
  const taken: number[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const start = performance.now();
    const id = `requests:edited-${nth}`;
    const box = await sealBox(keys, id, { subject: `Bruit ${nth}`, text: 'La nuit'.repeat(100) });
    await open.store.putMany([{ id, rev: 1, seq: nth, stamp: nth, tag: id, box }]);
    taken.push(performance.now() - start);
  }
  return taken;
}

/** As long as the page lives: what is to be searched must be somewhere, and counts as memory. */
let held: readonly (CitizenRecord | null)[] = [];

/** A new start with everything there: open, read all, decrypt, look through it. */
export async function coldPeer(name: string, word: string): Promise<{ readonly ms: number; readonly found: number }> {
  const keys = await peerKeys();
  const start = performance.now();
  const store = await openPeer(name);
  const rows = await store.all();
  const folded = foldLetters(word);
  held = await Promise.all(rows.map((row) => openBox(keys, row.id, row.box) as Promise<CitizenRecord | null>));
  const found = held.filter((record) => record !== null && 'birthName' in record && foldLetters(record.birthName).includes(folded));
  return { ms: performance.now() - start, found: found.length };
}
