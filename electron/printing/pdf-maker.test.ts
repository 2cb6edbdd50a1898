import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { copyResources } from '#build/bundle/resources.ts';
import type { Receipt } from '#shared/domain/receipt/receipt.ts';
import { a4Receipt, type Paper } from '#shared/printing/a4-receipt.ts';
import { documentStateWords, NOT_ACKNOWLEDGEMENT, partyLines, RECEIPT_TITLE, transmissionSentence } from '#shared/printing/receipt-words.ts';
import { sampleReceipts } from '#shared/printing/testing/sample-receipts.ts';
import { codesOn, pdfInfo, pdfPictures, pdfText } from '#tests/printer/read-paper.ts';
import { createPdfMaker, type PdfMaker } from './pdf-maker.ts';

const WORKER = path.join(import.meta.dirname, 'pdf-worker.ts');
const folder = mkdtempSync(path.join(tmpdir(), 'plainpied-pdf-'));
const fonts = path.join(folder, 'fonts');
const makers: PdfMaker[] = [];
const newMaker = (worker = WORKER): PdfMaker => {
  const maker = createPdfMaker(worker, fonts);
  makers.push(maker);
  return maker;
};
const warm = newMaker();
const samples = Object.entries<Receipt>(sampleReceipts);
const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
/** Lines break where they may: at spaces and after hyphens. */
const solid = (text: string): string => text.replace(/[\s-]+/g, '');

vi.setConfig({ testTimeout: 30_000 });
beforeAll(() => copyResources(folder));
afterAll(() => {
  for (const maker of makers) maker.close();
  rmSync(folder, { recursive: true, force: true });
});

test.each(samples)('%s: the page says all that the receipt holds', async (_name, receipt) => {
  const pdf = await warm.make(a4Receipt(receipt));
  const said = solid(pdfText(pdf));
  const { town, department } = receipt;
  const facts = [
    RECEIPT_TITLE, receipt.number, receipt.procedureTitle, '24 novembre 2026 à 10 h 42', transmissionSentence(receipt), NOT_ACKNOWLEDGEMENT,
    town.name, town.postalAddress, town.phone, town.dataProtectionNotice, department.name, department.postalAddress, department.phone, receipt.clerk, receipt.desk,
    ...partyLines(receipt).map(({ text }) => text),
    ...receipt.documents.flatMap((check) => [check.title, documentStateWords(check), check.reason ?? '']),
  ];
  expect(facts.filter((fact) => !said.includes(solid(fact)))).toEqual([]);
  expect([said.includes('DUPLICATA'), pdfInfo(pdf)['Title']]).toEqual([receipt.copy === 'duplicate', `${RECEIPT_TITLE} ${receipt.number}`]);
});

test('a receipt is one page; what takes more is numbered, with its number on each sheet', async () => {
  const pages = async (receipt: Receipt): Promise<readonly string[]> => {
    const pdf = await warm.make(a4Receipt(receipt));
    const sheets = pdfText(pdf).match(/Récépissé de dépôt [\d-]+ · page \d sur \d/g) ?? [];
    return [`${pdfInfo(pdf)['Pages']}`, ...sheets];
  };
  const { many, ...others } = sampleReceipts;
  for (const receipt of Object.values(others)) expect(await pages(receipt)).toEqual(['1']);
  expect(await pages(many)).toEqual(['2', ...[1, 2].map((page) => `Récépissé de dépôt ${many.number} · page ${page} sur 2`)]);
});

test('the paper says what it is, and that it is not the acknowledgement', async () => {
  const said = pdfText(await warm.make(a4Receipt(sampleReceipts.usual)));
  expect([said.includes('Récépissé de dépôt'), /n’est pas l’accusé de réception prévu à l’article R\.112-5/.test(said), /transmission en attente/.test(said)]).toEqual([true, true, true]);
});

test.each(samples.filter(([, { trackingUrl }]) => trackingUrl !== null))('%s: the tracking code reads back from a picture of the page', async (_name, receipt) => {
  const pictures = pdfPictures(await warm.make(a4Receipt(receipt)), 150);
  expect(pictures.flatMap((picture) => codesOn(picture))).toEqual([{ type: 'QR-Code', data: receipt.trackingUrl }]);
});

test('the same receipt gives the same bytes, in any order and from any worker', async () => {
  const once = await Promise.all(samples.map(([, receipt]) => warm.make(a4Receipt(receipt))));
  const other = newMaker();
  const again: Uint8Array[] = [];
  for (const [, receipt] of samples.toReversed()) again.unshift(await other.make(a4Receipt(receipt)));
  expect(again.map(hash)).toEqual(once.map(hash));
  expect(new Set(once.map(hash)).size).toBe(samples.length);
});

const plain = (content: Paper, font = 'SourceSans3'): Paper =>
  ({ info: { title: 'x', creationDate: '2026-11-24T09:42:10.000Z' }, defaultStyle: { font }, content: [content] });

test('a paper that cannot be made is refused, and the next one is made', async () => {
  await expect(warm.make(plain({ text: 'x' }, 'Absent'))).rejects.toThrow('paper not made');
  expect(pdfText(await warm.make(a4Receipt(sampleReceipts.nobody)))).toContain('Danger sur la voie publique');
});

test('a paper reads no file of the computer and fetches nothing', async () => {
  const file = path.join(folder, 'icon.png');
  let fetched = 0;
  const server = createServer((_request, response) => {
    fetched += 1;
    response.end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await expect(warm.make(plain({ image: file, width: 20 }))).rejects.toThrow('paper not made');
  await expect(warm.make(plain({ image: `http://127.0.0.1:${port}/icon.png`, width: 20 }))).rejects.toThrow('paper not made');
  await new Promise((resolve) => server.close(resolve));
  expect(fetched).toBe(0);
});

test('a worker that dies refuses what it was asked, and nobody waits for it', async () => {
  const broken = path.join(folder, 'broken.mjs');
  writeFileSync(broken, 'throw new Error("no fonts")');
  await expect(newMaker(broken).make(a4Receipt(sampleReceipts.usual))).rejects.toThrow('worker ended');
});
