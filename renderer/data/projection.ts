import type { SealedIntent } from '#shared/sync/intent.ts';
import { draftIsRecorded } from './drafts.ts';
import { tellProjectionMissed } from './missed-projections.ts';
import { project } from './project.ts';
import { currentStore } from './store.ts';

/**
 * Puts a sealed intent and its outbox entries in the cache, in one transaction; twice changes nothing. Resolves
 * `false` when the cache failed or is away: the journal holds the intent, and the worker repairs the cache by replay.
 */
export async function projectSealed(entry: SealedIntent): Promise<boolean> {
  try {
    const store = currentStore();
    if (store === undefined) throw new Error('the cache is being opened');
    await project(store, [entry], new Set());
    return true;
  } catch {
    draftIsRecorded(entry.intent.opId);
    tellProjectionMissed();
    return false;
  }
}
