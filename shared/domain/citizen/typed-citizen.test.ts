import { expect, test } from 'vitest';
import { readBirthDate, readPhone, readTypedCitizen } from './typed-citizen.ts';

const ID = '0190a000-0000-7000-8000-000000000001';
const TODAY = '2026-11-24';

test('a whole person is read as typed, names kept as given', () => {
  expect(
    readTypedCitizen(
      { birthName: ' de  La Tour', firstNames: 'Anne-Lise', birthDate: '12031984', phone: '01 99 00 12 34', email: 'a@exemple.fr', address: '3 rue du Puits' },
      ID,
      TODAY,
    ),
  ).toEqual({
    ok: true,
    value: {
      id: ID,
      birthName: 'de La Tour',
      firstNames: 'Anne-Lise',
      birthDate: '1984-03-12',
      phones: ['+33199001234'],
      emails: ['a@exemple.fr'],
      address: { label: '3 rue du Puits' },
    },
  });
});

test('only the birth name is required', () => {
  expect(readTypedCitizen({ birthName: 'Tan' }, ID, TODAY)).toEqual({ ok: true, value: { id: ID, birthName: 'Tan', firstNames: '', phones: [], emails: [] } });
});

test('every wrong field has its sentence', () => {
  const read = readTypedCitizen({ birthName: '', birthDate: '31022000', phone: '12', email: 'x' }, ID, TODAY);
  expect(read.ok ? [] : Object.keys(read.refusal)).toEqual(['birthName', 'birthDate', 'phone', 'email']);
});

test.each([
  ['1984', '1984'],
  ['031984', '1984-03'],
  ['03/1984', '1984-03'],
  ['120384', '1984-03-12'],
  ['12/03/1984', '1984-03-12'],
  ['25112026', undefined],
  ['2027', undefined],
  ['-3', undefined],
])('the birth date %s is %s', (typed, date) => {
  expect(readBirthDate(typed, TODAY)).toBe(date);
});

test.each([
  ['01.99.00.12.34', '+33199001234'],
  ['+33 (0)1 99 00 12 34', '+33199001234'],
  ['0033 1 99 00 12 34', '+33199001234'],
  ['+32 2 555 01 23', '+3225550123'],
  ['199001234', undefined],
])('the phone %s is %s', (typed, phone) => {
  expect(readPhone(typed)).toBe(phone);
});

test('several phones and e-mails are typed on one line, each once', () => {
  const read = readTypedCitizen({ birthName: 'TAN', phone: '01 99 00 12 34; 0612345678, 01.99.00.12.34', email: 'a@exemple.fr, b@exemple.fr' }, ID, TODAY);
  expect(read).toMatchObject({ value: { phones: ['+33199001234', '+33612345678'], emails: ['a@exemple.fr', 'b@exemple.fr'] } });
  expect(readTypedCitizen({ birthName: 'TAN', phone: '01 99 00 12 34, 12', email: 'a@exemple.fr, b' }, ID, TODAY)).toMatchObject({ refusal: { phone: expect.any(String) as string, email: expect.any(String) as string } });
});
