import { handle } from '#electron/ipc/handle.ts';
import type { Journal, SealContext } from './journal.ts';

/** Answers the calls by which a screen has something sealed, and learns what became of the journal itself. */
export function answerJournalCalls(journal: () => Journal | undefined, context: () => SealContext): void {
  handle('journal:record', async (intent) => {
    const open = journal();
    return open === undefined ? { ok: false, refusal: { code: 'not-enrolled' } } : open.recordIntent(intent, context());
  });
  // A tail torn by a crash was promised to nobody.
  handle('journal:harm', () => Promise.resolve({ parts: journal()?.damages.filter(({ kind }) => kind !== 'torn-tail').length ?? 0 }));
}
