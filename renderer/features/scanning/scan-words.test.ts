import { expect, test } from 'vitest';
import { speakFrench } from '#renderer/testing/french.ts';
import type { RefusedScanFile, ScanStop } from '#shared/contracts/ipc/scanning.ts';
import { explainAttach, explainRefusedFile, explainStop, nameDevice } from './scan-words.ts';

speakFrench();

const SCANNER = { id: 'a', name: 'fi-7160', kind: 'scanner' } as const;
const FOLDER = { id: 'folder', name: 'RDC', kind: 'folder' } as const;
const STOPS: readonly ScanStop[] = ['jam', 'feeder-empty', 'cover-open', 'device-gone', 'busy', 'not-permitted', 'unreadable', 'not-installed', 'disk-full', 'too-many-pages', 'interrupted'];
const REASONS: readonly RefusedScanFile['reason'][] = ['empty', 'too-large', 'too-many-pages', 'unknown-type', 'disguised', 'password-protected', 'damaged', 'disk-full', 'unfinished', 'duplicate'];

test('every reason to stop is a sentence of its own that says what to do, and what is kept', () => {
  const said = STOPS.map((stop) => explainStop(stop, { device: SCANNER, pages: [] }));
  expect([new Set(said).size, said.filter((words) => !/^[A-ZÀ-Ü].*\.$/.test(words))]).toEqual([STOPS.length, []]);
  const page = { id: 'x', turn: 0, straight: true, looked: true, skew: 0, blank: false, canStraighten: false } as const;
  expect([explainStop('jam', { device: SCANNER, pages: [page] }), explainStop('jam', { device: SCANNER, pages: [page, page] })].map((words) => words.split('. ').at(-1))).toEqual([
    'La page déjà lue est gardée.',
    'Les 2 pages déjà lues sont gardées.',
  ]);
});

test('a folder is not told to be switched on', () => {
  expect([explainStop('device-gone', { device: FOLDER, pages: [] }), explainStop('not-permitted', { device: FOLDER, pages: [] })].filter((words) => !words.includes('dossier'))).toEqual([]);
});

test('every file that is left in the folder is named, with what to do', () => {
  const said = REASONS.map((reason) => explainRefusedFile({ name: 'a.pdf', reason }));
  expect([new Set(said).size, said.filter((words) => !words.endsWith('.'))]).toEqual([REASONS.length, []]);
});

test('what keeps pages from being attached, and a device by the name on it', () => {
  expect([explainAttach('no-pages'), explainAttach('too-large'), nameDevice(FOLDER), nameDevice(SCANNER)]).toEqual([
    'Il n’y a pas de page à joindre.',
    'Ces pages dépassent 50 Mo : supprimez-en, ou numérisez en gris à 200 points.',
    'Dossier du copieur (RDC)',
    'fi-7160',
  ]);
});
