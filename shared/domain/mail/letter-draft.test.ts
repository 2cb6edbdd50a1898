import { expect, test } from 'vitest';
import { openVisit } from '../service-request/visit-draft.ts';
import { followingLetter, isUntouchedLetter, letterDraftSchema, mailItemOf, openLetter, withScannedNumber, type LetterDraft } from './letter-draft.ts';
import { mailItemIntentSchema } from './mail-item.ts';
import { visitOfLetter } from './visit-of-letter.ts';

let last = 0;
const newUuid = (): string => `0190a000-0000-7000-8000-${String((last += 1)).padStart(12, '0')}`;
const today = '2026-11-25';
const fresh = (change: Partial<LetterDraft> = {}): LetterDraft => ({ ...openLetter({ newUuid }, today), ...change });
const shown = ({ receivedOn, kind, openedOn }: LetterDraft) => ({ receivedOn, kind, openedOn });

test('a letter begins as an ordinary one of today, the date on it empty, and worth nothing yet', () => {
  const letter = fresh();
  expect([shown(letter), letter.writtenOn, isUntouchedLetter(letter), letterDraftSchema.safeParse(letter).success]).toEqual([
    { receivedOn: today, kind: 'simple', openedOn: today }, '', true, true,
  ]);
});

test('the day of arrival and the kind go on to the next letter, and are no typing of it', () => {
  const next = followingLetter(fresh({ receivedOn: '2026-11-23', kind: 'registered-with-receipt', subject: 'Bruit', departmentCode: 'VOI' }), { newUuid }, today);
  expect([shown(next), next.subject, next.departmentCode, isUntouchedLetter(next)]).toEqual([{ receivedOn: '2026-11-23', kind: 'registered-with-receipt', openedOn: today }, '', '', true]);
});

test('what arrived today arrives today again when the screen was left open overnight', () => {
  expect(shown(followingLetter(fresh(), { newUuid }, '2026-11-26'))).toEqual({ receivedOn: '2026-11-26', kind: 'simple', openedOn: '2026-11-26' });
});

test('a kind that only a scan set does not go on', () => {
  const scanned = withScannedNumber(fresh(), 'RA123456785FR');
  expect(scanned && [scanned.kind, followingLetter(scanned, { newUuid }, today).kind]).toEqual(['registered', 'simple']);
});

test('a scanned number makes a letter registered, leaves a parcel one, and replaces no other number', () => {
  const scanned = (letter: LetterDraft) => {
    const { kind, registeredNumber, kindScanned } = withScannedNumber(letter, 'RA123456785FR') ?? {};
    return [kind, registeredNumber, kindScanned];
  };
  expect([fresh(), fresh({ kind: 'registered-with-receipt' }), fresh({ kind: 'parcel' }), fresh({ registeredNumber: '1A12345678905' })].map(scanned)).toEqual([
    ['registered', 'RA123456785FR', true],
    ['registered-with-receipt', 'RA123456785FR', false],
    ['parcel', 'RA123456785FR', false],
    [undefined, undefined, undefined],
  ]);
});

test('anything typed makes a letter worth keeping', () => {
  const touched: readonly Partial<LetterDraft>[] = [{ subject: 'B' }, { sender: { kind: 'unknown' } }, { confidential: true }, { writtenOn: '2' }, { copyTo: ['VOI'] }, { typedSender: 'du' }, { registeredNumber: '1' }];
  expect(touched.map((change) => isUntouchedLetter(fresh(change)))).toEqual(touched.map(() => false));
});

test('what is sealed is trimmed, leaves out what is empty, and sends no copy to the department itself', () => {
  const letter = fresh({ sender: { kind: 'company', name: 'ACME SARL' }, subject: ' Devis ', departmentCode: 'VOI', copyTo: ['VOI', 'CAB'], registeredNumber: ' 1 ' });
  const sealed = mailItemOf(letter);
  expect(mailItemIntentSchema.parse(sealed)).toEqual({
    id: letter.mailItemId, kind: 'simple', receivedOn: today, registeredNumber: '1', sender: { kind: 'company', name: 'ACME SARL' }, subject: 'Devis', departmentCode: 'VOI',
    copyTo: ['CAB'], confidential: false, requestIds: [], attachments: [],
  });
});

test('a demande made from a letter has its sender, its day of arrival and its postmark, and knows the letter', () => {
  const item = {
    ...mailItemOf(fresh({ sender: { kind: 'citizen', citizenId: newUuid(), displayName: 'MARTIN Zoé' }, subject: 'Réclamation', departmentCode: 'CAB', postmarkedOn: '2026-11-23' })),
    deskNumber: null, captured: null, status: 'received' as const, chrono: null, acceptedAt: null, amendments: [], attachmentStates: [], rev: 0,
  };
  const visit = visitOfLetter(openVisit({ newUuid, trackingToken: 'A'.repeat(22) }), item, () => 'op');
  expect([visit.applicant, visit.note, visit.letter]).toEqual([
    { kind: 'known', citizenId: item.sender.kind === 'citizen' && item.sender.citizenId, displayName: 'MARTIN Zoé' },
    'Réclamation',
    { mailItemId: item.id, opId: 'op', requestIds: [], receivedOn: today, postmarkedOn: '2026-11-23', senderName: '' },
  ]);
  const typed = visitOfLetter(openVisit({ newUuid, trackingToken: '' }), { ...item, sender: { kind: 'person', name: 'Paul Roux' } }, () => 'op');
  expect([typed.applicant, typed.letter?.senderName]).toEqual([null, 'Paul Roux']);
});
