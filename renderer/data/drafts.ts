import { useMemo } from 'react';
import { openBox, sealBox } from './boxes.ts';
import { useOpenedDrafts } from './live.ts';
import { projectedId } from './rows.ts';
import { dataStore } from './store.ts';
import { withinTenSeconds } from './storage-timeout.ts';

/**
 * Work of a clerk that is not recorded yet: encrypted, never journaled. `content` belongs to the screen that saved
 * it, which must parse it again: an older build may have written it.
 */
export type Draft = {
  /** Also the opId of the act that will record it. */
  readonly id: string;
  /** Absent: a visit. */
  readonly of?: 'letter';
  /** What the list of parked visits shows, e.g. `Inscription scolaire — MARTIN Zoé`. */
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly updatedAt: number;
  readonly content: unknown;
};

/** Drafts of this desk, latest first; `undefined` while loading. */
export function useDrafts(): readonly Draft[] | undefined {
  const drafts = useOpenedDrafts();
  return useMemo(() => drafts?.filter(({ id }) => !recorded.has(id)), [drafts]);
}

/** Recorded in this window. A cache that failed right after has no trace of it before the next start. */
const recorded = new Set<string>();

/** What was recorded is no draft any more, whatever the cache says. */
export function draftIsRecorded(id: string): void {
  recorded.add(id);
}

export async function loadDraft(id: string): Promise<Draft | undefined> {
  const { database, keys } = await dataStore();
  const row = await withinTenSeconds(database.drafts.get(id));
  return row === undefined ? undefined : ((await openBox(keys, row.id, row.box)) as Draft);
}

/** The draft of that kind which was worked on last. */
export async function latestDraft(of: 'letter'): Promise<Draft | undefined> {
  const { database, keys } = await dataStore();
  const rows = await withinTenSeconds(database.drafts.toArray());
  const drafts = await Promise.all(rows.map(async (row) => (await openBox(keys, row.id, row.box).catch(() => undefined)) as Draft | undefined));
  return drafts.filter((draft) => draft?.of === of).reduce((latest, draft) => ((draft?.updatedAt ?? 0) > (latest?.updatedAt ?? 0) ? draft : latest), undefined);
}

/**
 * Autosave: the last one wins, and one that comes after its visit was recorded changes nothing. Rejects when the
 * storage does not answer within 10 s.
 */
export async function saveDraft(draft: Draft): Promise<void> {
  if (recorded.has(draft.id)) return;
  const { database, keys } = await withinTenSeconds(dataStore());
  const box = await sealBox(keys, draft.id, draft);
  await withinTenSeconds(
    database.transaction('rw', database.drafts, database.meta, async () => {
      const projected = (await database.meta.get(projectedId(draft.id))) !== undefined;
      if (!projected) await database.drafts.put({ id: draft.id, box });
    }),
  );
}

export async function deleteDraft(id: string): Promise<void> {
  const { database } = await dataStore();
  await withinTenSeconds(database.drafts.delete(id));
}
