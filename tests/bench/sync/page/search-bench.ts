import { Document } from 'flexsearch';
import MiniSearch from 'minisearch';
import { openBox, sealBox } from '#renderer/data/boxes.ts';
import type { Citizen } from '#shared/domain/citizen/citizen.ts';
import { foldLetters } from '#shared/domain/citizen/fold.ts';
import { peerKeys } from './desk.ts';
import { feedPeer } from './feed.ts';
import { host } from './ours.ts';
import { flexOptions, miniDocument, miniOptions } from './search-peers.ts';

/** What a clerk types, and who of the town fits it whole. */
export type Typed = { readonly kind: string; readonly text: string; readonly wanted: readonly string[] };
export type Searched = { readonly name: string; readonly kind: string; readonly ms: number; readonly found: boolean };

const SHOWN = 20;
type Searcher = { readonly name: string; search(text: string): Promise<readonly string[]> };

/** The same questions to each, in turns; ours through its worker, the others in the page, which is in their favour. */
export async function searchInTurns(questions: readonly Typed[]): Promise<{ readonly searched: readonly Searched[]; readonly builtMs: Readonly<Record<string, number>> }> {
  const citizens = await allCitizens();
  const builtMs: Record<string, number> = {};
  const built = (name: string, build: () => Searcher['search']): Searcher => {
    const start = performance.now();
    const search = build();
    builtMs[name] = performance.now() - start;
    return { name, search };
  };
  const { finder } = await host();
  const searchers: readonly Searcher[] = [
    { name: 'Plainpied', search: async (text) => (await finder.people(text, SHOWN)).map(({ id }) => id) },
    built('MiniSearch', () => mini(citizens)),
    built('FlexSearch', () => flex(citizens)),
    built('includes, line by line', () => scan(citizens)),
  ];
  const searched: Searched[] = [];
  for (const { text } of questions.slice(0, 10)) for (const { search } of searchers) await search(text);
  for (const [nth, { kind, text, wanted }] of questions.entries()) {
    for (const [at] of searchers.entries()) {
      const searcher = searchers[(nth + at) % searchers.length];
      if (searcher === undefined) continue;
      const start = performance.now();
      const found = await searcher.search(text);
      searched.push({ name: searcher.name, kind, ms: performance.now() - start, found: found.some((id) => wanted.includes(id)) });
    }
  }
  return { searched, builtMs };
}

async function allCitizens(): Promise<readonly Citizen[]> {
  const none = { putMany: () => Promise.resolve(), all: () => Promise.resolve([]), flush: () => Promise.resolve(), close: () => Promise.resolve() };
  return (await feedPeer(none, await peerKeys(), '', true)).citizens;
}

function mini(citizens: readonly Citizen[]): Searcher['search'] {
  const index = new MiniSearch(miniOptions);
  index.addAll(citizens.map(miniDocument));
  return (text) => Promise.resolve(index.search(text).slice(0, SHOWN).map(({ id }) => id));
}

/** It has no search of several words over several fields, nor typos: a person counts who has one word in any field, the most first. */
function flex(citizens: readonly Citizen[]): Searcher['search'] {
  const index = new Document(flexOptions);
  for (const citizen of citizens) index.add(miniDocument(citizen));
  return (text) => {
    const votes = new Map<string, number>();
    for (const word of foldLetters(text).split(/\s+/)) {
      const ids = new Set((index.search(word, { limit: 2000 }) as unknown as readonly { readonly result: readonly string[] }[]).flatMap(({ result }) => result));
      for (const id of ids) votes.set(id, (votes.get(id) ?? 0) + 1);
    }
    return Promise.resolve([...votes].sort((a, b) => b[1] - a[1]).slice(0, SHOWN).map(([id]) => id));
  };
}

function scan(citizens: readonly Citizen[]): Searcher['search'] {
  const lines = citizens.map((citizen) => ({ id: citizen.id, line: ` ${Object.values(miniDocument(citizen)).join(' ')}` }));
  return (text) => {
    const words = foldLetters(text).split(/\s+/).map((word) => ` ${word}`);
    const found: string[] = [];
    for (const { id, line } of lines) if (words.every((word) => line.includes(word)) && found.push(id) === SHOWN) break;
    return Promise.resolve(found);
  };
}

const KEPT = 'peer-index';

/** Keeps MiniSearch's index as one encrypted record, so that the next start need not build it. */
export async function keepMiniSearch(): Promise<void> {
  const index = new MiniSearch(miniOptions);
  index.addAll((await allCitizens()).map(miniDocument));
  const box = await sealBox(await peerKeys(), KEPT, index.toJSON());
  await withKept('readwrite', (store) => store.put(box, KEPT));
}

/** A new start of MiniSearch: that record read, decrypted, loaded, asked. */
export async function coldMiniSearch(text: string): Promise<{ readonly ms: number; readonly found: number }> {
  const keys = await peerKeys();
  const start = performance.now();
  const box = (await withKept('readonly', (store) => store.get(KEPT))) as Uint8Array<ArrayBuffer>;
  const index = MiniSearch.loadJS((await openBox(keys, KEPT, box)) as object, miniOptions);
  const found = index.search(text);
  return { ms: performance.now() - start, found: found.length };
}

function withKept(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(KEPT, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(KEPT);
    opening.onerror = () => reject(opening.error ?? new Error('IndexedDB'));
    opening.onsuccess = () => {
      const transaction = opening.result.transaction(KEPT, mode);
      const asked = work(transaction.objectStore(KEPT));
      transaction.oncomplete = () => {
        resolve(asked.result);
        opening.result.close();
      };
      transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB'));
    };
  });
}
