import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDeskNumber } from '#shared/domain/desk/desk-number.ts';
import { looksLikeCode, readBurst } from './read-burst.ts';
import { strokesOf, type Layout } from './testing/strokes.ts';

const PORTAL = 'https://suivi.valbourg.example/d';
const TOKEN = 'q83vEjRWeJCrze8SNFZ4k_';
const places = (['us', 'french'] as const).flatMap((scanner) => (['us', 'french'] as const).flatMap((pc) => [false, true].map((capsLock) => ({ scanner, pc, capsLock }))));

test.each(places)('a number of ours is read: scanner set to $scanner, PC $pc, Caps Lock $capsLock', (place) => {
  expect(readBurst(strokesOf('26-014-03-000427-20', place), PORTAL)).toEqual({ text: '26-014-03-000427-20', code: { kind: 'desk-number', number: '26-014-03-000427-20' } });
});

test.each(places)('an S10 is read: scanner set to $scanner, PC $pc, Caps Lock $capsLock', (place) => {
  expect(readBurst(strokesOf('RA123456785FR', place), PORTAL).code).toEqual({ kind: 's10', number: 'RA123456785FR' });
});

test.each(places)('the case of a tracking token is kept: scanner set to $scanner, PC $pc, Caps Lock $capsLock', (place) => {
  expect(readBurst(strokesOf(`${PORTAL}/${TOKEN}`, place), PORTAL).code).toEqual({ kind: 'tracking', token: TOKEN });
});

test('a scanner that turns small and capital letters over because of Caps Lock is read too', () => {
  const turned = `${PORTAL}/${TOKEN}`.replace(/[a-zA-Z]/g, (letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()));
  expect(readBurst(strokesOf(turned, { scanner: 'us', pc: 'french', capsLock: true }), PORTAL).code).toEqual({ kind: 'tracking', token: TOKEN });
});

test.each(places)('a product’s code is foreign and told as printed: scanner set to $scanner, PC $pc, Caps Lock $capsLock', (place) => {
  expect(readBurst(strokesOf('3760123456784', place), PORTAL)).toEqual({ text: '3760123456784', code: { kind: 'foreign' } });
});

test('the control characters of a 2D-Doc come as chords', () => {
  const chord = (code: string, shift = false) => ({ code, key: '', shift, altGr: false, ctrl: true });
  const us = { scanner: 'us', pc: 'french' } as const;
  const strokes = [
    ...strokesOf('DC03FR000001123F1636000126FR24', us), chord('BracketRight'), ...strokesOf('20', us), chord('Digit6', true), chord('Minus', true), ...strokesOf('3HJ', us),
  ];
  const { text, code } = readBurst(strokes, PORTAL);
  expect([text, code.kind]).toEqual(['DC03FR000001123F1636000126FR24\x1D20\x1E\x1F3HJ', '2d-doc']);
});

test('every number of ours is read, whatever the scanner, the PC and its Caps Lock', () => {
  const number = fc
    .record({ year: fc.integer({ min: 2024, max: 2060 }), site: fc.stringMatching(/^\d{3}$/), desk: fc.stringMatching(/^\d{2}$/), sequence: fc.integer({ min: 1, max: 999_999 }) })
    .map(formatDeskNumber);
  const layout = fc.constantFrom<Layout>('us', 'french');
  fc.assert(
    fc.property(number, layout, layout, fc.boolean(), (text, scanner, pc, capsLock) => {
      expect(readBurst(strokesOf(text, { scanner, pc, capsLock }), PORTAL).code).toEqual({ kind: 'desk-number', number: text });
    }),
  );
});

test.each([
  ['3760123456784', true],
  ['https://exemple.fr/menu', true],
  ['AB-123-CD', true],
  ['26-014-03-000427-20', true],
  ['bonjour', false],
  ['rue du Puits 12', false],
])('“%s” ended by Enter has the shape of a code: %s', (text, shape) => {
  expect(looksLikeCode(readBurst(strokesOf(text, { scanner: 'french', pc: 'french' }), undefined))).toBe(shape);
});
