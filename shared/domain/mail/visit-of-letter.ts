import type { VisitDraft } from '../service-request/visit-draft.ts';
import type { MailItem } from './mail-item.ts';
import { senderName } from './typed-sender.ts';

/**
 * The demande that a letter asks for, begun with what the letter says: who asks, and the day of its arrival, which is
 * the legal day of reception (CRPA L.114-3). Its subject goes to the department as a note.
 */
export function visitOfLetter(fresh: VisitDraft, letter: MailItem, newUuid: () => string): VisitDraft {
  const { sender, postmarkedOn, subject } = letter;
  return {
    ...fresh,
    applicant: sender.kind === 'citizen' ? { kind: 'known', citizenId: sender.citizenId, displayName: sender.displayName } : null,
    note: subject,
    letter: {
      mailItemId: letter.id,
      opId: newUuid(),
      requestIds: letter.requestIds,
      receivedOn: letter.receivedOn,
      ...(postmarkedOn !== undefined && { postmarkedOn }),
      senderName: sender.kind === 'citizen' ? '' : (senderName(sender) ?? ''),
    },
  };
}
