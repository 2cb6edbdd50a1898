import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { copyResources } from '#build/bundle/resources.ts';
import type { Acknowledgement } from '#shared/domain/receipt/acknowledgement.ts';
import { a4Acknowledgement, WINDOW, type AcknowledgementLetter } from '#shared/printing/a4-acknowledgement.ts';
import { sampleReceipts } from '#shared/printing/testing/sample-receipts.ts';
import { pdfInfo, pdfText, pdfWords } from '#tests/printer/read-paper.ts';
import { createPdfMaker, type PdfMaker } from './pdf-maker.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'plainpied-letter-'));
let maker: PdfMaker;
vi.setConfig({ testTimeout: 30_000 });
beforeAll(async () => {
  await copyResources(folder);
  maker = createPdfMaker(path.join(import.meta.dirname, 'pdf-worker.ts'), path.join(folder, 'fonts'));
});
afterAll(() => {
  maker.close();
  rmSync(folder, { recursive: true, force: true });
});

const SENTENCES = [
  'Votre demande « Inscription à la cantine » (n° 26-014-03-000427-20, n° D-2026-000012) a été reçue le 17 mars 2026.',
  'Le service chargé du dossier est : Éducation, 4 rue des Écoles, 99140 Valmont, tél. 01 99 00 10 20, edu@valmont.example.',
  'Votre demande est incomplète. Pièces à produire dans un délai de 30 jours : Attestation d’assurance scolaire ; Avis d’imposition. Le délai au terme duquel votre demande est réputée rejetée est suspendu pendant ce temps, au plus jusqu’à la production de ces pièces.',
  'À défaut de réponse le 17 mai 2026, date que repousse la suspension ci-dessus, votre demande sera réputée rejetée. Vous pourrez contester cette décision dans un délai de deux mois à compter de la décision, par un recours gracieux auprès du maire ou par un recours devant le tribunal administratif.',
  'Règle appliquée : CRPA L.231-4.',
];
const WIDE = ['de MONTMORENCY-LAVAL Marie-Antoinette', 'Adélaïde', 'Bâtiment des Capucines, escalier C', '128 AVENUE DU GÉNÉRAL-DE-GAULLE', 'PROLONGÉE NORD', '99140 SAINT-BARTHÉLEMY-DES-DEUX-RIVIÈRES'];

function letter(over: Partial<AcknowledgementLetter> & { readonly addressLines?: readonly string[] } = {}): AcknowledgementLetter {
  const { addressLines = WIDE, ...rest } = over;
  const acknowledgement: Acknowledgement = { title: 'Accusé de réception', addressee: 'MARTIN Zoé', addressLines, town: 'Valmont', references: [], paragraphs: SENTENCES, silenceOn: '2026-05-17' };
  return { acknowledgement, town: sampleReceipts.usual.town, references: ['n° 26-014-03-000427-20', 'n° D-2026-000012'], madeAt: '2026-03-18T22:30:00.000Z', copy: 'original', ...rest };
}
const solid = (text: string): string => text.replace(/[\s-]+/g, '');

test('the letter is one page with every mention of the acknowledgement, the town and the day on which it was made', async () => {
  const pdf = await maker.make(a4Acknowledgement(letter()));
  const said = solid(pdfText(pdf));
  const { town } = sampleReceipts.usual;
  const facts = [...SENTENCES, ...WIDE, town.name, town.postalAddress, town.phone, town.dataProtectionNotice, 'Le 18 mars 2026', 'L.112-3 et R.112-5', 'n° 26-014-03-000427-20'];
  expect(facts.filter((fact) => !said.includes(solid(fact)))).toEqual([]);
  expect([pdfInfo(pdf)['Pages'], pdfInfo(pdf)['Title'], said.includes('DUPLICATA')]).toEqual(['1', 'Accusé de réception n° 26-014-03-000427-20', false]);
});

test('a copy is marked so', async () => {
  expect(pdfText(await maker.make(a4Acknowledgement(letter({ copy: 'duplicate' }))))).toContain('DUPLICATA');
});

test.each([
  ['as wide and as long as can be', WIDE],
  ['usual', ['MARTIN Zoé', '3 RUE DU PUITS', '99140 VALMONT']],
])('in the window the whole address is seen and nothing else ever is, however the sheet lies: %s', async (_what, addressLines) => {
  const [first] = pdfWords(await maker.make(a4Acknowledgement(letter({ addressLines }))));
  const { alwaysSeen, everSeen } = WINDOW;
  const touching = (first ?? []).filter(({ left, right, top, bottom }) => right > everSeen.left && left < everSeen.right && bottom > everSeen.top && top < everSeen.bottom);
  const outside = touching.filter(({ left, right, top, bottom }) => left < alwaysSeen.left || right > alwaysSeen.right || top < alwaysSeen.top || bottom > alwaysSeen.bottom);
  expect([touching.map(({ word }) => word).join(' '), outside]).toEqual([addressLines.join(' '), []]);
});
