// What the bench uses of packages that are installed only when it runs: the project is checked without them.

declare module 'rxdb' {
  export type RxDocument<Row> = { toJSON(): Row; incrementalPatch(patch: Partial<Row>): Promise<unknown> };
  export type RxCollection<Row> = {
    bulkUpsert(rows: readonly Row[]): Promise<{ readonly error: readonly unknown[] }>;
    find(): { exec(): Promise<RxDocument<Row>[]> };
    findOne(id: string): { exec(): Promise<RxDocument<Row> | null> };
  };
  export type RxDatabase = { addCollections(collections: object): Promise<unknown>; close(): Promise<unknown> };
  export function createRxDatabase(options: object): Promise<RxDatabase>;
}

declare module 'rxdb/plugins/storage-dexie' {
  export function getRxStorageDexie(settings?: object): object;
}

declare module 'rxdb/plugins/replication' {
  export type Replication = { awaitInitialReplication(): Promise<void>; awaitInSync(): Promise<unknown>; cancel(): Promise<unknown>; readonly error$: { subscribe(seen: (error: unknown) => void): void } };
  export function replicateRxCollection(options: object): Replication;
}

declare module 'pouchdb-browser' {
  type Doc = { readonly _id: string; readonly _rev?: string } & Record<string, unknown>;
  // eslint-disable-next-line no-restricted-syntax -- as the package gives it
  export default class PouchDB {
    constructor(name: string, options?: object);
    bulkDocs(rows: readonly object[]): Promise<readonly { readonly id: string; readonly rev?: string }[]>;
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever was put in
    allDocs(options: object): Promise<{ readonly rows: readonly { readonly doc: any }[] }>;
    get(id: string, options?: object): Promise<Doc & { readonly _conflicts?: readonly string[] }>;
    put(row: object): Promise<{ readonly rev: string }>;
    sync(other: PouchDB): Promise<unknown>;
    close(): Promise<void>;
    destroy(): Promise<void>;
  }
}

declare module 'tinybase' {
  type Row = Record<string, unknown>;
  export type Store = { transaction(work: () => void): void; setRow(table: string, id: string, row: Row): Store; setCell(table: string, id: string, cell: string, value: unknown): Store; getTable(table: string): Record<string, Row>; getRow(table: string, id: string): Row };
  export type MergeableStore = Store & { merge(other: MergeableStore): MergeableStore };
  export function createStore(): Store;
  export function createMergeableStore(): MergeableStore;
}

declare module 'tinybase/persisters/persister-indexed-db' {
  import type { Store } from 'tinybase';
  export function createIndexedDbPersister(store: Store, name: string): { load(): Promise<unknown>; save(): Promise<unknown>; destroy(): Promise<unknown> };
}

declare module 'minisearch' {
  // eslint-disable-next-line no-restricted-syntax -- as the package gives it
  export default class MiniSearch {
    constructor(options: object);
    addAll(rows: readonly object[]): void;
    search(query: string, options?: object): readonly { readonly id: string }[];
    toJSON(): object;
    static loadJS(index: object, options: object): MiniSearch;
  }
}

declare module 'flexsearch' {
  export class Document {
    constructor(options: object);
    add(row: object): void;
    search(query: string, options: object): readonly { readonly id: string }[];
  }
}
