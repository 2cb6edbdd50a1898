import { journalPageSchema } from '#shared/contracts/desk-api/desk-api.ts';
import { healQueue } from './heal-queue.ts';
import { project } from './project.ts';
import { withinTenSeconds } from './storage-timeout.ts';
import type { DataStore } from './store.ts';

/** One page of the journal after a sequence, as main answered it; rejects when main does not answer. */
export type ReadJournal = (afterSeq: number) => Promise<unknown>;

/**
 * Repairs the cache from the journal: what is missing is put in, what the GRC accepted is not sent again. Answers how
 * many entries it went through, and from which sequence it began (0: the cache was empty).
 */
export async function replayJournal(store: DataStore, readJournal: ReadJournal): Promise<{ readonly entries: number; readonly from: number }> {
  const { meta } = store.database;
  await healQueue(store);
  const from = Number((await withinTenSeconds(meta.get('journal')))?.value ?? 0);
  let entries = 0;
  for (let after = from, more = true; more; ) {
    const page = journalPageSchema.parse(await readJournal(after));
    await project(store, page.entries, new Set(page.acknowledged), new Map(page.rebased.map(({ opId, changes }) => [opId, changes])));
    entries += page.entries.length;
    after = page.nextSeq;
    await withinTenSeconds(meta.put({ id: 'journal', value: after }));
    more = page.more;
  }
  return { entries, from };
}
