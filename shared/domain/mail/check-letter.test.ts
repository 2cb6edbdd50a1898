import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkLetter, doubtOfNumber, LETTER_FIELDS, nextEmptyField } from './check-letter.ts';
import { mailItemOf, openLetter, type LetterDraft } from './letter-draft.ts';
import { mailItemIntentSchema } from './mail-item.ts';

const today = '2026-11-25';
const empty = openLetter({ newUuid: () => '0190a000-0000-7000-8000-000000000001' }, today);
const whole: LetterDraft = { ...empty, sender: { kind: 'unknown' }, subject: 'Bruit', departmentCode: 'VOI' };
const refusals = (change: Partial<LetterDraft>) => checkLetter({ ...whole, ...change }, today).map(({ field, code }) => `${field} ${code}`);

test('a letter needs a day, a sender, a subject and a department; the rest may be empty', () => {
  expect([checkLetter(empty, today).map(({ field, code }) => `${field} ${code}`), refusals({}), refusals({ receivedOn: '' })]).toEqual([
    ['sender missing', 'subject missing', 'departmentCode missing'], [], ['receivedOn missing'],
  ]);
});

test('a confidential letter is not opened, so its subject may be empty', () => {
  expect(refusals({ subject: ' ', confidential: true })).toEqual([]);
});

test('a letter does not arrive tomorrow, nor before it was written and stamped', () => {
  expect([
    refusals({ receivedOn: '2026-11-26' }), refusals({ receivedOn: '31/02' }), refusals({ writtenOn: '2026-11-26' }), refusals({ writtenOn: '99' }),
    refusals({ postmarkedOn: '2026-11-26' }), refusals({ receivedOn: '2026-11-20', writtenOn: '2026-11-20', postmarkedOn: '2026-11-20' }),
  ]).toEqual([['receivedOn in-the-future'], ['receivedOn no-day'], ['writtenOn after-arrival'], ['writtenOn no-day'], ['postmarkedOn after-arrival'], []]);
});

test('a registered letter has a number; one with a wrong S10 key is refused, another post’s is not', () => {
  expect([
    refusals({ kind: 'registered' }), refusals({ kind: 'registered', registeredNumber: 'RA 123 456 789 FR' }), refusals({ kind: 'registered', registeredNumber: 'RA123456785FR' }),
    refusals({ kind: 'parcel', registeredNumber: 'XY12345' }),
  ]).toEqual([['registeredNumber missing'], ['registeredNumber wrong-check-digit'], [], []]);
});

test('a domestic key that is not the expected one, and a number of no known shape, are doubts', () => {
  expect(['', 'RA123456785FR', '1A12345678905', '1A12345678901', 'XY12345'].map(doubtOfNumber)).toEqual([undefined, undefined, undefined, 'unexpected-key', 'unknown-shape']);
});

test('a social security number is kept nowhere', () => {
  const nir = '1 84 12 76 451 089 46';
  expect([refusals({ subject: nir }), refusals({ note: nir }), refusals({ sender: { kind: 'person', name: `Roux ${nir}` } })]).toEqual([['subject nir'], ['note nir'], ['sender nir']]);
});

test('the next empty field is the one a clerk fills next, the date on the letter last', () => {
  const after = (change: Partial<LetterDraft>) => nextEmptyField({ ...empty, ...change });
  expect([
    after({}), after({ kind: 'registered' }), after({ sender: { kind: 'unknown' } }), after({ sender: { kind: 'unknown' }, subject: 'Bruit' }), nextEmptyField(whole), nextEmptyField({ ...whole, writtenOn: today }),
  ]).toEqual(['sender', 'registeredNumber', 'subject', 'departmentCode', 'writtenOn', undefined]);
});

test('whatever is typed, a letter that passes can be sealed, and each refusal names a field once', () => {
  const text = (usual: string) => fc.oneof(fc.constant(usual), fc.constantFrom('', ' ', '2026-11-20', 'RA123456785FR', 'x'.repeat(41), 'y'.repeat(301), 'z'.repeat(2001)));
  const typed = fc.record({
    receivedOn: text(today), postmarkedOn: text(''), writtenOn: text(''), registeredNumber: text(''), subject: text('Bruit'), departmentCode: text('VOI'), note: text(''),
    sender: text('Paul Roux').map((name) => ({ kind: 'person' as const, name })), kind: fc.constantFrom('simple' as const, 'registered' as const), confidential: fc.boolean(),
  });
  fc.assert(
    fc.property(typed, (change) => {
      const letter = { ...whole, ...change };
      const found = checkLetter(letter, today).map(({ field }) => field);
      expect(found).toEqual(LETTER_FIELDS.filter((field) => found.includes(field)));
      if (found.length === 0) expect(mailItemIntentSchema.safeParse(mailItemOf(letter)).error).toBeUndefined();
    }),
  );
});
