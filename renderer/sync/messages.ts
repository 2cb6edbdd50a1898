import type { DataKeys } from '#renderer/data/boxes.ts';
import type { Finder } from '#renderer/platform/finder.ts';
import type { SyncReport } from '#shared/sync/sync-state.ts';

/** What the window asks of the worker; each question is answered once, under its number. */
export type Question = {
  [Name in keyof Finder]: { readonly ask: Name; readonly args: Parameters<Finder[Name]> };
}[keyof Finder] | { readonly ask: 'report'; readonly args: readonly [] };
export type Command =
  | { readonly tell: 'poke' }
  /** The journal holds what the cache missed. */
  | { readonly tell: 'repair' }
  /** A clerk is there: what comes is made ready to search in as it comes. */
  | { readonly tell: 'follow' }
  | { readonly tell: 'forget' }
  /** That clerk is at the desk now, or nobody is: whom another one looked up leaves. */
  | { readonly tell: 'clerk'; readonly clerkId: string | null }
  | { readonly tell: 'retry'; readonly opId: string };
/** `written`: the last transaction of this window on the cache, which the answer knows. */
export type ToWorker = ({ readonly number: number; readonly written: number } & Question) | Command;

export type FromWorker =
  /** The cache is open: the window may read it with these keys, which cannot be exported. */
  | { readonly say: 'opened'; readonly keys: DataKeys; readonly state: 'kept' | 'fresh' | 'lost' }
  /** The cache did not open: this worker is of no use. */
  | { readonly say: 'failed' }
  /** This machine's clock against the GRC's, in milliseconds ahead. */
  | { readonly say: 'clock'; readonly skewMs: number }
  | { readonly say: 'report'; readonly report: SyncReport }
  | { readonly say: 'answer'; readonly number: number; readonly value?: unknown; readonly failed?: true };
