import type pg from 'pg';
import { sql } from 'kysely';
import type { Database, Storage } from './open-database.ts';

/** "Something changed", told to every server on this storage; whoever hears it reads the changes. It may be lost. */
export type Hints = {
  /** After a commit; several within a moment are one. */
  readonly poke: () => void;
  /** Answers what ends it. */
  readonly onHint: (listener: () => void) => () => void;
  readonly close: () => Promise<void>;
};

const CHANNEL = 'plainpied_changes';
const MOMENT_MS = 200;
const RECONNECT_MS = 2000;

/**
 * On PostgreSQL by LISTEN and NOTIFY. The NOTIFY is a statement of its own: in the transaction of a write it would make
 * all writes of the town commit one after the other. A folder has one server only, which tells itself.
 */
export async function openHints(db: Database, storage: Storage): Promise<Hints> {
  const listeners = new Set<() => void>();
  const tell = (): void => listeners.forEach((listener) => listener());
  const ear = 'databaseUrl' in storage ? await listenTo(storage.databaseUrl, tell) : undefined;
  let timer: NodeJS.Timeout | undefined;
  const say = (): void => {
    timer = undefined;
    if (ear === undefined) tell();
    else void sql`select pg_notify(${CHANNEL}, '')`.execute(db).catch(() => undefined);
  };
  return {
    poke: () => {
      timer ??= setTimeout(say, MOMENT_MS).unref();
    },
    onHint: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      clearTimeout(timer);
      listeners.clear();
      await ear?.close();
    },
  };
}

/** A connection that only listens, made again when it breaks; what was missed meanwhile is told as one hint. */
async function listenTo(connectionString: string, tell: () => void): Promise<{ readonly close: () => Promise<void> }> {
  const { default: postgres } = await import('pg');
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  const later = (): void => {
    if (!closed) timer = setTimeout(() => void connect(), RECONNECT_MS).unref();
  };
  const connect = async (): Promise<void> => {
    const fresh = new postgres.Client({ connectionString });
    let broken = false;
    const breakOff = (): void => {
      if (broken) return;
      broken = true;
      void fresh.end().catch(() => undefined);
      later();
    };
    fresh.on('error', breakOff).on('end', breakOff).on('notification', tell);
    try {
      await fresh.connect();
      await fresh.query(`listen ${CHANNEL}`);
      client = fresh;
      tell();
    } catch {
      breakOff();
    }
  };
  await connect();
  return {
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
