import type { Acknowledgement, UploadAnswer } from '#shared/contracts/desk-api/desk-api.ts';
import type { Change, WriteAnswer } from '#shared/contracts/grc-api/wire.ts';
import type { Operation } from './operation.ts';
import type { QueuedOperation } from './queued-operation.ts';
import type { Outcome } from './verdict.ts';

/** Everything that the engine knows of the world, so that a simulator can be the world. */
export type SyncPorts = {
  readonly network: SyncNetwork;
  readonly storage: SyncStorage;
  readonly timers: {
    /** Calls once after `ms`; answers what cancels it. */
    readonly after: (ms: number, run: () => void) => () => void;
  };
  readonly clock: {
    /** Milliseconds since 1970, only to show. */
    readonly now: () => number;
    /** Milliseconds that never step back: all waits are counted on it. */
    readonly monotonic: () => number;
  };
  /** In [0, 1). */
  readonly random: () => number;
};

/** Never rejects: no answer is `undefined`. Every call ends by itself (its own time limit). */
export interface SyncNetwork {
  send(operation: Exclude<Operation, { type: 'attachment/upload' }>): Promise<Outcome>;
  pull(cursor: string | null, limit: number): Promise<Outcome>;
  /** Has main send one more piece; `undefined`: main did not answer. */
  uploadStep(operation: Extract<Operation, { type: 'attachment/upload' }>): Promise<UploadAnswer | undefined>;
  /** `true` once the journal holds it, fsynced. */
  acknowledge(acknowledgement: Acknowledgement): Promise<boolean>;
}

/** The cache. Every method is one transaction; a rejection leaves it as it was, and the engine tries again. */
export interface SyncStorage {
  /** Queued writes not yet known to the engine. */
  queuedBeyond(known: ReadonlySet<string>): Promise<readonly QueuedOperation[]>;
  /** Forgets accepted writes and lays them on `base`; `answer` null for what has none. */
  settle(operation: Operation, answer: WriteAnswer | null): Promise<void>;
  /** Rewrites the state of queued writes. */
  mark(entries: readonly QueuedOperation[]): Promise<void>;
  cursor(): Promise<string | null>;
  /**
   * The page and its cursor, together. A change older than `base` is left out. The last page of a reading that
   * `readAgain` began takes away what that reading did not meet: it was deleted while nobody could tell.
   */
  applyPage(items: readonly Change[], nextCursor: string, last: boolean): Promise<void>;
  /** The feed is read again from its start, also after a restart; the outbox and what is shown stay meanwhile. */
  readAgain(): Promise<void>;
}
