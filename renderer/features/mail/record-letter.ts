import { t } from '@lingui/core/macro';
import { deleteDraft, saveDraft, type Draft } from '#renderer/data/drafts.ts';
import type { Sealing, SealRefusal } from '#renderer/platform/seal.ts';
import { checkLetter, type LetterRefusal } from '#shared/domain/mail/check-letter.ts';
import { isUntouchedLetter, mailItemOf, type LetterDraft } from '#shared/domain/mail/letter-draft.ts';
import { senderName } from '#shared/domain/mail/typed-sender.ts';
import { err, type Result } from '#shared/lib/result.ts';
import type { SealedIntent } from '#shared/sync/intent.ts';

export type RecordingRefusal =
  | { readonly kind: 'letter'; readonly refusals: readonly LetterRefusal[] }
  | { readonly kind: 'desk'; readonly code: SealRefusal };

/** Checks a letter and has it sealed, which gives it its number; its draft then goes. */
export async function recordLetter(letter: LetterDraft, today: string, seal: Sealing['seal']): Promise<Result<SealedIntent, RecordingRefusal>> {
  const refusals = checkLetter(letter, today);
  if (refusals.length > 0) return err({ kind: 'letter', refusals });
  const sealed = await seal({ kind: 'letter', opId: letter.id, letter: mailItemOf(letter) });
  if (!sealed.ok) return err({ kind: 'desk', code: sealed.refusal });
  // It went with the projection; where that failed, as soon as there is a cache again.
  void deleteDraft(letter.id).catch(() => undefined);
  return sealed;
}

/** The letter as it is kept while it is typed; undefined while nothing is worth keeping. */
export function draftOfLetter(letter: LetterDraft): Omit<Draft, 'updatedAt'> | undefined {
  if (isUntouchedLetter(letter)) return undefined;
  const sender = letter.sender === null ? undefined : senderName(letter.sender);
  const title = [t`Courrier`, sender, letter.subject.trim()].filter((part) => part !== undefined && part !== '').join(' — ');
  return { id: letter.id, of: 'letter', title, content: letter };
}

/** Resolves once what is worth keeping of the letter is kept on this desk. */
export async function saveLetter(letter: LetterDraft): Promise<void> {
  const draft = draftOfLetter(letter);
  if (draft !== undefined) await saveDraft({ ...draft, updatedAt: Date.now() });
}
