import { handle } from '#electron/ipc/handle.ts';
import type { Journal, SealContext } from './journal.ts';

/** Answers the one call by which a screen has something sealed. */
export function answerJournalCalls(journal: () => Journal | undefined, context: () => SealContext): void {
  handle('journal:record', async (intent) => {
    const open = journal();
    return open === undefined ? { ok: false, refusal: { code: 'not-enrolled' } } : open.recordIntent(intent, context());
  });
}
