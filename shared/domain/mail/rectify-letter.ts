import type { Amendment } from '../service-request/service-request.ts';
import { checkLetter, type LetterRefusal } from './check-letter.ts';
import type { MailItem } from './mail-item.ts';

const FIELDS = ['subject', 'departmentCode', 'registeredNumber', 'writtenOn', 'note'] as const;

/** What a clerk may rectify of a recorded letter, as typed; '' for none. The day of arrival is not among it. */
export type RectifiedLetter = Readonly<Record<(typeof FIELDS)[number], string>>;

export function rectifiable({ subject, departmentCode, registeredNumber = '', writtenOn = '', note = '' }: MailItem): RectifiedLetter {
  return { subject, departmentCode, registeredNumber, writtenOn, note };
}

/** The same refusals as when it was recorded. */
export function checkRectified(held: MailItem, rectified: RectifiedLetter, today: string): readonly LetterRefusal[] {
  return checkLetter({ ...held, postmarkedOn: held.postmarkedOn ?? '', ...rectified }, today);
}

/** The linked changes, each with the value it replaces, so that another desk's change in between is noticed. */
export function changesOfLetter(held: MailItem, rectified: RectifiedLetter): Amendment['changes'] {
  return FIELDS.flatMap((field) => {
    const [before, after] = [held[field] ?? '', rectified[field].trim()];
    return before === after ? [] : [{ field, before: before === '' ? null : before, after: after === '' && field !== 'subject' ? null : after }];
  });
}
