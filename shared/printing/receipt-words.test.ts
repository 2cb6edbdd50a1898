import { expect, test } from 'vitest';
import { dayInWords } from '#shared/lib/french-day.ts';
import type { DocumentCheck } from '#shared/domain/document/document-check.ts';
import { documentStateWords, filesSentence, heldTogether, isAwaited, momentInWords, partyLines, transmissionSentence } from './receipt-words.ts';
import { sampleReceipts } from './testing/sample-receipts.ts';

const spaced = (text: string): string => text.replaceAll('\u00a0', ' ');
const check = (more: Partial<DocumentCheck>): DocumentCheck => ({ id: '', type: 't', title: 'T', mandatory: true, status: 'seen', attachmentIds: [], ...more });

test('a moment is written as it is said, on the clock of the town', () => {
  expect([
    momentInWords('2026-11-24T09:42:10.000Z', 'Europe/Paris'),
    momentInWords('2026-06-30T22:05:00.000Z', 'Europe/Paris'),
    momentInWords('2026-03-01T02:00:00.000Z', 'America/Cayenne'),
    dayInWords('2026-08-01'),
  ].map(spaced)).toEqual(['24 novembre 2026 à 10 h 42', '1er juillet 2026 à 0 h 05', '28 février 2026 à 23 h 00', '1er août 2026']);
});

test('a day and its month, an hour and its minutes stay on one line', () => {
  expect(momentInWords('2026-11-24T09:42:10.000Z', 'Europe/Paris')).toBe('24\u00a0novembre 2026 à 10\u00a0h\u00a042');
});

test('the transmission is told as it stands, with the number of the GRC once there is one', () => {
  const { usual, duplicate } = sampleReceipts;
  const unnumbered = { ...duplicate, transmission: { ...duplicate.transmission, grcNumber: null } };
  expect([usual, duplicate, unnumbered].map((receipt) => spaced(transmissionSentence(receipt)))).toEqual([
    'Enregistré sur ce poste le 24 novembre 2026 à 10 h 42, transmission en attente.',
    'Transmis le 24 novembre 2026 à 11 h 05, n° GRC-2026-004211.',
    'Transmis le 24 novembre 2026 à 11 h 05.',
  ]);
});

test.each([
  [{ status: 'provided', original: 'returned' }, 'fournie, original rendu', false],
  [{ status: 'seen' }, 'vue', false],
  [{ status: 'refused', original: 'kept', keptAt: 'armoire B' }, 'refusée, original conservé (armoire B)', true],
  [{ status: 'outdated', original: 'kept', keptAt: '' }, 'périmée, original conservé', true],
  [{ status: 'missing', original: 'returned' }, 'manquante', true],
  [{ status: 'not-required' }, 'non exigée', false],
] as const)('%o reads « %s »', (state, words, awaited) => {
  expect([spaced(documentStateWords(check(state))), isAwaited(check(state))]).toEqual([words, awaited]);
});

test('the files are counted in French', () => {
  expect([0, 1, 14].map(filesSentence)).toEqual(['', '1 fichier joint à la demande.', '14 fichiers joints à la demande.']);
});

test('the people of a demande are named by their part in it', () => {
  const { long, nobody } = sampleReceipts;
  expect(partyLines(nobody)).toEqual([{ label: 'Demandeur', text: 'sans nom de demandeur' }]);
  expect(partyLines(long).map(({ label }) => label)).toEqual(['Demandeur', 'Représenté par', 'Pour']);
  expect(partyLines(long)[2]?.text).toBe('MARTIN Léo, MARTIN Anaïs, O’CONNOR-LEFÈVRE Maëlys');
});

test('a sign stays with the word that it follows, and typed text keeps all else', () => {
  expect(heldTogether('« Motif : 18 € ; urgent ! » 5 % ?')).toBe('«\u00a0Motif\u00a0: 18\u00a0€\u00a0; urgent\u00a0!\u00a0» 5\u00a0%\u00a0?');
  expect(heldTogether('rue  du Puits 10:30 (oui)')).toBe('rue  du Puits 10:30 (oui)');
});
