import { liveQuery } from 'dexie';
import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { QueuedOperation } from '#shared/sync/queued-operation.ts';
import { openBox, versionOf } from './boxes.ts';
import type { Draft } from './drafts.ts';
import { openOperation } from './operation-rows.ts';
import type { Usage } from './procedure-order.ts';
import type { Box } from './rows.ts';
import { currentStore, subscribeStore, type DataStore } from './store.ts';

type Sealed = { readonly id: string; readonly box: Box | null };
type Query = (store: DataStore) => Promise<() => Promise<readonly Sealed[]>>;
type Opened<T> = { readonly key: string; readonly values: readonly T[] };
/** Rows by id and version. */
type Shown<T> = { readonly key: string | undefined; readonly rows: ReadonlyMap<string, T> };

/** One row of the view: `undefined` while loading, `null` when there is none. */
export function useOpenedRow<T>(id: string): T | null | undefined {
  const rows = useOpened<T>(id, async ({ database }) => async () => {
    const row = await database.view.get(id);
    return row === undefined ? [] : [row];
  });
  return rows === undefined ? undefined : (rows[0] ?? null);
}

/** What the GRC approved of one row, without what waits here: `undefined` while loading, `null` when there is none. */
export function useOpenedBase<T>(id: string): T | null | undefined {
  const rows = useOpened<T>(`base ${id}`, async ({ database }) => async () => {
    const row = (await database.base.get(id)) ?? (await database.view.get(id));
    return row === undefined ? [] : [row];
  });
  return rows === undefined ? undefined : (rows[0] ?? null);
}

/** Rows of the view; `key` names the query, whose result of another key is never shown. */
export function useOpenedRows<T>(key: string, query: Query): readonly T[] | undefined {
  return useOpened<T>(key, query);
}

export function useOpenedOperations(): QueuedOperation[] | undefined {
  const open = (store: DataStore, id: string, box: Box) => openOperation(store.keys, { opId: id, seq: 0, about: '', box });
  const opened = useOpened<QueuedOperation>(
    'ops',
    async ({ database }) => async () => (await database.ops.toArray()).map(({ opId, box }) => ({ id: opId, box })),
    open,
  );
  return opened === undefined ? undefined : [...opened];
}

export function useOpenedDrafts(): readonly Draft[] | undefined {
  const drafts = useOpened<Draft>('drafts', async ({ database }) => () => database.drafts.toArray());
  return useMemo(() => drafts && [...drafts].sort((a, b) => b.updatedAt - a.updatedAt), [drafts]);
}

export function useUsage(): Usage | undefined {
  const store = useStore();
  return useLiveQuery(async () => {
    const rows = await store?.database.meta.where('id').startsWith('usage:').toArray();
    return rows && new Map(rows.map(({ id, value }) => [id.slice('usage:'.length), value as Record<string, number>]));
  }, [store]);
}

/** Number of the last transaction on the cache; undefined while loading. */
export function useStamp(): number | undefined {
  const store = useStore();
  return useLiveQuery(async () => store && Number((await store.database.meta.get('stamp'))?.value ?? 0), [store]);
}

function useStore(): DataStore | undefined {
  return useSyncExternalStore(subscribeStore, currentStore);
}

/**
 * The live query reads ciphertext only; opening happens outside of its transaction, and once per version of a row. What
 * the query needs of WebCrypto is made before it: a promise that is not Dexie's, awaited inside, ends the observation.
 * A page of changes has every query on the view read again: what reads the same is not shown anew.
 */
function useOpened<T>(key: string, query: Query, open = openAny): readonly T[] | undefined {
  const store = useStore();
  const shown = useRef<Shown<T>>({ key: undefined, rows: new Map() });
  const [opened, setOpened] = useState<Opened<T> | undefined>(undefined);
  useEffect(() => {
    if (store === undefined) return;
    let latest: readonly Sealed[] | undefined;
    let stop = (): void => undefined;
    // What a cache that was lost still says is nobody's answer.
    const isLost = (): boolean => store !== currentStore();
    const show = async (rows: readonly Sealed[]): Promise<void> => {
      if (isLost()) return;
      latest = rows;
      const next = await openAll(store, rows, shown.current.rows, open);
      if (latest !== rows || (shown.current.key === key && haveSameKeys(shown.current.rows, next))) return;
      shown.current = { key, rows: next };
      setOpened({ key, values: [...next.values()] });
    };
    const fail = (cause: unknown): void => {
      if (isLost()) return;
      setOpened(() => {
        throw cause;
      });
    };
    let current = true;
    void query(store).then((run) => {
      if (!current) return;
      const watch = liveQuery(run).subscribe({ next: (rows) => void show(rows), error: fail });
      stop = () => watch.unsubscribe();
    });
    return () => {
      current = false;
      latest = undefined;
      stop();
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `key` names the query, `open` is constant for a hook's life
  }, [key, store]);

  return opened?.key === key ? opened.values : undefined;
}

function haveSameKeys(some: ReadonlyMap<string, unknown>, others: ReadonlyMap<string, unknown>): boolean {
  const keys = [...others.keys()];
  return some.size === keys.length && [...some.keys()].every((key, index) => key === keys[index]);
}

async function openAll<T>(
  store: DataStore,
  rows: readonly Sealed[],
  known: ReadonlyMap<string, T>,
  open: (store: DataStore, id: string, box: Box) => Promise<unknown>,
): Promise<Map<string, T>> {
  const entries = await Promise.all(
    rows.map(async ({ id, box }): Promise<[string, T][]> => {
      if (box === null) return [];
      const version = `${id}\n${versionOf(box)}`;
      const had = known.get(version);
      try {
        return [[version, had ?? ((await open(store, id, box)) as T)]];
      } catch {
        // Altered or foreign: it is left out here, and the worker rebuilds it from the journal and the GRC.
        return [];
      }
    }),
  );
  return new Map(entries.flat());
}

function openAny(store: DataStore, id: string, box: Box): Promise<unknown> {
  return openBox(store.keys, id, box);
}
