import { z } from 'zod';
import { attachmentSchema } from '#shared/domain/document/attachment.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';
import { mailKindSchema, senderSchema, type MailItemIntent } from './mail-item.ts';

/** A letter as the clerk has typed it so far; days are ISO days, or what was typed and is none. */
export const letterDraftSchema = z
  .object({
    /** Also the opId of the act that will record it. */
    id: uuidSchema,
    mailItemId: uuidSchema,
    /** The day on which it was begun. */
    openedOn: z.string(),
    receivedOn: z.string(),
    postmarkedOn: z.string(),
    writtenOn: z.string(),
    kind: mailKindSchema,
    /** A scanned number made it registered: the next letter need not be. */
    kindScanned: z.boolean(),
    registeredNumber: z.string(),
    sender: senderSchema.nullable(),
    /** What is typed of a sender who is not chosen yet. */
    typedSender: z.string(),
    subject: z.string(),
    departmentCode: z.string(),
    copyTo: z.array(z.string()).readonly(),
    confidential: z.boolean(),
    attachments: z.array(attachmentSchema).readonly(),
    note: z.string(),
  })
  .readonly();
export type LetterDraft = z.infer<typeof letterDraftSchema>;

type Ids = { readonly newUuid: () => string };

/** The first letter of a series: it arrived today, and is an ordinary one. The date on it is empty on purpose. */
export function openLetter({ newUuid }: Ids, today: string): LetterDraft {
  return {
    id: newUuid(),
    mailItemId: newUuid(),
    openedOn: today,
    receivedOn: today,
    postmarkedOn: '',
    writtenOn: '',
    kind: 'simple',
    kindScanned: false,
    registeredNumber: '',
    sender: null,
    typedSender: '',
    subject: '',
    departmentCode: '',
    copyTo: [],
    confidential: false,
    attachments: [],
    note: '',
  };
}

/**
 * The letter after this one, with what a pile has in common as real values: day of arrival and kind. A day that was
 * "today" is today again, so that a screen left open overnight does not enter the new post as yesterday's. The
 * department is not carried: the subject gives it.
 */
export function followingLetter(letter: LetterDraft, ids: Ids, today: string): LetterDraft {
  return {
    ...openLetter(ids, today),
    receivedOn: letter.receivedOn === letter.openedOn ? today : letter.receivedOn,
    kind: letter.kindScanned ? 'simple' : letter.kind,
  };
}

/** Nothing worth keeping yet: what a series carries from one letter to the next is nobody's typing. */
export function isUntouchedLetter(letter: LetterDraft): boolean {
  const { postmarkedOn, writtenOn, registeredNumber, sender, typedSender, subject, departmentCode, copyTo, confidential, attachments, note } = letter;
  return sender === null && copyTo.length + attachments.length === 0 && !confidential && [postmarkedOn, writtenOn, registeredNumber, typedSender, subject, departmentCode, note].every((text) => text === '');
}

export function isRegistered(kind: LetterDraft['kind']): boolean {
  return kind === 'registered' || kind === 'registered-with-receipt';
}

/**
 * The letter with the number scanned from its envelope: a registered one from then on, a parcel stays one. Undefined
 * when it has another number already: what was entered is not replaced by a scan.
 */
export function withScannedNumber(letter: LetterDraft, number: string): LetterDraft | undefined {
  const held = letter.registeredNumber.trim();
  if (held !== '' && held !== number) return undefined;
  const plain = letter.kind === 'simple' || letter.kind === 'hand-delivered';
  return { ...letter, registeredNumber: number, kind: plain ? 'registered' : letter.kind, kindScanned: letter.kindScanned || plain };
}

/** What a checked letter asks main to seal. Throws if it has no sender. */
export function mailItemOf(letter: LetterDraft): MailItemIntent {
  const { sender, postmarkedOn, writtenOn, registeredNumber, note } = letter;
  if (sender === null) throw new Error('mailItemOf: the letter was not checked');
  return {
    id: letter.mailItemId,
    kind: letter.kind,
    receivedOn: letter.receivedOn,
    ...(postmarkedOn !== '' && { postmarkedOn }),
    ...(writtenOn !== '' && { writtenOn }),
    ...(registeredNumber.trim() !== '' && { registeredNumber: registeredNumber.trim() }),
    sender,
    subject: letter.subject.trim(),
    departmentCode: letter.departmentCode,
    copyTo: letter.copyTo.filter((code) => code !== letter.departmentCode),
    confidential: letter.confidential,
    requestIds: [],
    attachments: letter.attachments,
    ...(note.trim() !== '' && { note: note.trim() }),
  };
}
