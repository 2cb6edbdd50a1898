import { parsePostalNumber } from '../barcode/postal-number.ts';
import { containsNir } from '../service-request/nir.ts';
import { isoDaySchema } from '#shared/lib/dates.ts';
import { isRegistered, type LetterDraft } from './letter-draft.ts';
import type { Sender } from './mail-item.ts';
import { senderName } from './typed-sender.ts';

/** The fields of a letter, in the order in which a clerk fills them. */
export const LETTER_FIELDS = ['receivedOn', 'registeredNumber', 'sender', 'subject', 'departmentCode', 'writtenOn', 'postmarkedOn', 'note'] as const;
export type LetterField = (typeof LETTER_FIELDS)[number];

export type LetterRefusal = {
  readonly field: LetterField;
  readonly code: 'missing' | 'no-day' | 'in-the-future' | 'after-arrival' | 'wrong-check-digit' | 'too-long' | 'nir';
};

/** As the wire takes them. */
const LONGEST: Partial<Record<LetterField, number>> = { registeredNumber: 40, subject: 300, note: 2000 };
const LONGEST_NAME = 120;

/** The part of a letter that is checked. */
type Checked = Pick<LetterDraft, LetterField | 'kind' | 'confidential'>;

/** What must be corrected before recording, in the order of the fields. `today` is the town's day. */
export function checkLetter(letter: Checked, today: string): readonly LetterRefusal[] {
  return LETTER_FIELDS.flatMap((field) => {
    const code = refusalOf(letter, field, today) ?? (isTooLong(letter, field) ? 'too-long' : undefined);
    return code === undefined ? [] : [{ field, code }];
  });
}

function refusalOf(letter: Checked, field: LetterField, today: string): LetterRefusal['code'] | undefined {
  switch (field) {
    case 'receivedOn':
      if (letter.receivedOn === '') return 'missing';
      if (!isDay(letter.receivedOn)) return 'no-day';
      return letter.receivedOn > today ? 'in-the-future' : undefined;
    case 'writtenOn':
    case 'postmarkedOn': {
      const day = letter[field];
      if (day === '') return undefined;
      if (!isDay(day)) return 'no-day';
      return isDay(letter.receivedOn) && day > letter.receivedOn ? 'after-arrival' : undefined;
    }
    case 'registeredNumber': {
      if (isRegistered(letter.kind) && letter.registeredNumber.trim() === '') return 'missing';
      return parsePostalNumber(letter.registeredNumber) === 's10-check-digit' ? 'wrong-check-digit' : undefined;
    }
    case 'sender':
      if (letter.sender === null || senderName(letter.sender)?.trim() === '') return 'missing';
      return containsNir(wordsOf(letter.sender)) ? 'nir' : undefined;
    case 'subject':
      // What is confidential is not opened: nobody knows what it is about.
      if (letter.subject.trim() === '' && !letter.confidential) return 'missing';
      return containsNir(letter.subject) ? 'nir' : undefined;
    case 'departmentCode':
      return letter.departmentCode === '' ? 'missing' : undefined;
    case 'note':
      return containsNir(letter.note) ? 'nir' : undefined;
  }
}

/** Worth a second look, never a refusal: only S10 publishes the rule of its key. */
export type NumberDoubt = 'unexpected-key' | 'unknown-shape';

export function doubtOfNumber(registeredNumber: string): NumberDoubt | undefined {
  if (registeredNumber.trim() === '') return undefined;
  const read = parsePostalNumber(registeredNumber);
  if (read === undefined) return 'unknown-shape';
  return read !== 's10-check-digit' && read.kind === 'la-poste' && read.key === 'unexpected' ? 'unexpected-key' : undefined;
}

/** The first field that still waits for something, in the order of filling; undefined when only rare ones are left. */
export function nextEmptyField(letter: LetterDraft): LetterField | undefined {
  const wanted: readonly LetterField[] = ['receivedOn', ...(isRegistered(letter.kind) ? ['registeredNumber' as const] : []), 'sender', 'subject', 'departmentCode', 'writtenOn'];
  return wanted.find((field) => letter[field] === '' || letter[field] === null);
}

function isTooLong(letter: Checked, field: LetterField): boolean {
  const value = letter[field];
  if (typeof value === 'string') return value.trim().length > (LONGEST[field] ?? Infinity);
  return value !== null && (senderName(value) ?? '').trim().length > LONGEST_NAME && value.kind !== 'citizen';
}

function isDay(text: string): boolean {
  return isoDaySchema.safeParse(text).success;
}

function wordsOf(sender: Sender): string {
  return sender.kind === 'citizen' || sender.kind === 'unknown' ? '' : `${sender.name}\n${sender.address ?? ''}`;
}
