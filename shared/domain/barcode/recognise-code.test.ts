import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDeskNumber, parseDeskNumber } from '../desk/desk-number.ts';
import { recogniseCode } from './recognise-code.ts';
import { parseTwoDDocHeader } from './two-d-doc-header.ts';

const PORTAL = 'https://suivi.valbourg.example/d';
const TOKEN = 'q83vEjRWeJCrze8SNFZ4kA';
const NUMBER = '26-014-03-000427-20';

test.each([
  ['as printed under the bars', NUMBER],
  ['without its hyphens', NUMBER.replaceAll('-', '')],
  ['behind a symbology identifier', `]C1${NUMBER}`],
  ['inside an address', `https://mairie.example/suivi/${NUMBER}?source=papier`],
  ['inside a sentence', `Demande ${NUMBER}, Valbourg`],
])('our number %s is ours', (_, text) => {
  expect(recogniseCode(text, PORTAL)).toEqual({ kind: 'desk-number', number: NUMBER });
});

test.each([
  [`${PORTAL}/${TOKEN}`, PORTAL],
  [`${PORTAL}/${TOKEN}?lang=fr`, `${PORTAL}//`],
  [`HTTPS://SUIVI.valbourg.example/d/${TOKEN}`, PORTAL],
  [`]Q3${PORTAL}/${TOKEN}`, PORTAL],
])('%s is the tracking code of a receipt', (text, portal) => {
  expect(recogniseCode(text, portal)).toEqual({ kind: 'tracking', token: TOKEN });
});

test.each([
  ['the portal of another town', `https://suivi.autreville.example/d/${TOKEN}`, PORTAL],
  ['a token too long', `${PORTAL}/${TOKEN}A`, PORTAL],
  ['no portal in the settings', `${PORTAL}/${TOKEN}`, undefined],
  ['fifteen digits that may be anything', '260140300042721', PORTAL],
  ['a product', '3760123456789', PORTAL],
  ['nothing', '', PORTAL],
])('%s is foreign', (_, text, portal) => {
  expect(recogniseCode(text, portal)).toEqual({ kind: 'foreign' });
});

test.each([
  ['26-014-03-000427-21', 'desk-number'],
  ['https://mairie.example/26-014-03-000427-21', 'desk-number'],
  ['RA 123 456 789 FR', 's10'],
])('%s has our shape, or a post’s, and a wrong key', (text, of) => {
  expect(recogniseCode(text, PORTAL)).toEqual({ kind: 'wrong-key', of });
});

test('postal numbers are recognised', () => {
  expect(['RA123456785FR', '1A04787720243'].map((text) => recogniseCode(text))).toEqual([
    { kind: 's10', number: 'RA123456785FR' },
    { kind: 'la-poste', number: '1A04787720243', key: 'expected' },
  ]);
});

test('one wrong character in a printed number of ours never opens another request', () => {
  const number = fc
    .record({ year: fc.constant(2026), site: fc.constant('014'), desk: fc.constant('03'), sequence: fc.integer({ min: 1, max: 999_999 }) })
    .map(formatDeskNumber);
  fc.assert(
    fc.property(number, fc.integer({ min: 0, max: 18 }), fc.string({ minLength: 1, maxLength: 1 }), (printed, at, letter) => {
      const read = recogniseCode([...printed].with(at, letter).join(''));
      if (read.kind === 'desk-number') expect(read.number).toBe(printed);
    }),
  );
});

test('whatever is scanned, an answer is given, and a number that is given is one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii', maxLength: 60 }), (text) => {
      const read = recogniseCode(text, PORTAL);
      if (read.kind === 'desk-number') expect(parseDeskNumber(read.number)).toBe(read.number);
    }),
  );
});

// The headers of published specimens, signed with the public test key FR00/0001; what follows them is not read here.
test.each([
  ['DC02FR000001125E125B0126FR2475', { version: 2, issuedOn: '2012-11-15', signedOn: '2012-11-12', documentType: '01' }],
  ['DC03FR000001123F1636000126FR24', { version: 3, issuedOn: '2012-10-15', signedOn: '2015-07-27', documentType: '00' }],
  ['DC03FR000001FFFF180EA301AJEVTC', { version: 3, issuedOn: null, signedOn: '2016-11-10', documentType: 'A3' }],
  ['DC04FR000001198519D31201FR90MAITRE/SPECIMEN/NATACHA\x1D92', { version: 4, issuedOn: '2017-11-20', signedOn: '2018-02-06', documentType: '12' }],
  ['DC04FR000001FFFF23DC2801FR432,', { version: 4, issuedOn: null, signedOn: '2025-02-18', documentType: '28' }],
])('%s begins a 2D-Doc', (payload, header) => {
  expect(recogniseCode(payload)).toEqual({ kind: '2d-doc', header: { authority: 'FR00', certificate: '0001', ...header } });
});

test('a header cut short, of an unknown version or with small letters is none', () => {
  const whole = 'DC04FR000001198519D31201FR90';
  expect([whole.slice(0, 25), whole.replace('DC04', 'DC05'), whole.toLowerCase(), ''].map(parseTwoDDocHeader)).toEqual([undefined, undefined, undefined, undefined]);
});
