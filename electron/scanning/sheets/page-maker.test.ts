import { fileURLToPath } from 'node:url';
import { PDFDocument } from '@cantoo/pdf-lib';
import { afterAll, expect, test } from 'vitest';
import { writePnm } from '../pixels/pnm.ts';
import { codecFiles } from '../testing/codec-files.ts';
import { paper } from '../testing/paper.ts';
import { samplePdf, samplePng } from '../testing/sample-files.ts';
import { createPageMaker, type PageWanted } from './page-maker.ts';
import type { SheetBytes } from './page-worker.ts';

const maker = createPageMaker(fileURLToPath(new URL('./page-worker.ts', import.meta.url)), codecFiles);
afterAll(() => maker.close());

const NOON = Date.UTC(2026, 10, 24, 11, 0, 0);
const plain = { skew: 0, straight: true, turn: 0 } as const;
const scan = (seed: number): SheetBytes => ({ format: 'pnm', bytes: writePnm(paper({ dpi: 50, seed })), resolution: 50 });
const wanted = (sheetId: string, sheet: SheetBytes, index = 0): PageWanted => ({ sheetId, sheet: async () => sheet, index, treatment: plain });

test('a sheet is looked at away from the main thread', async () => {
  const looked = await maker.look({ format: 'application/pdf', bytes: await samplePdf(3), resolution: null });
  expect(looked.ok && looked.value.map(({ skew, blank }) => [skew, blank])).toEqual([[0, false], [0, false], [0, false]]);
});

test('a sheet that its decoder gives up on is refused, and the next one is read', async () => {
  const damaged = Buffer.from(samplePng());
  damaged.fill(0, 45, 60);
  const broken = [
    { format: 'image/png', bytes: new Uint8Array(damaged), resolution: null },
    { format: 'image/jpeg', bytes: Uint8Array.from([0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 16, 0, 16, 1, 1, 0x11, 0, 0xff, 0xda, 0, 2, 0, 0xff, 0xd9]), resolution: null },
    { format: 'application/pdf', bytes: await samplePdf(1, 'secret'), resolution: null },
  ] as const;
  const refusals: unknown[] = [];
  for (const sheet of broken) refusals.push(await maker.look(sheet));
  const next = await maker.look(scan(1));
  expect([refusals, next.ok]).toEqual([[{ ok: false, refusal: 'damaged' }, { ok: false, refusal: 'damaged' }, { ok: false, refusal: 'password-protected' }], true]);
});

test('pages of several sheets become one PDF, each sheet sent once', async () => {
  const pdf = { format: 'application/pdf', bytes: await samplePdf(2), resolution: null } as const;
  let read = 0;
  const once = async (): Promise<SheetBytes> => {
    read += 1;
    return pdf;
  };
  const pages = [wanted('a', scan(1)), { ...wanted('b', pdf, 1), sheet: once }, wanted('c', scan(2)), { ...wanted('b', pdf, 0), sheet: once }];
  const done: number[] = [];
  const made = await PDFDocument.load(await maker.compose(pages, NOON, (count) => done.push(count)), { updateMetadata: false });
  expect([made.getPageCount(), made.getCreationDate()?.getTime(), done, read]).toEqual([4, NOON, [1, 2, 3, 4], 1]);
});

test('pages read one after the other ask for the bytes of their sheet once', async () => {
  const sheets = { a: { format: 'application/pdf', bytes: await samplePdf(2), resolution: null }, b: scan(1) } as const;
  const asked: string[] = [];
  const whole = (sheetId: 'a' | 'b', index: number): Promise<Uint8Array> =>
    maker.whole(sheetId, async () => {
      asked.push(sheetId);
      return { ...sheets[sheetId], bytes: new Uint8Array(sheets[sheetId].bytes) };
    }, index);
  const [first, second] = [await whole('a', 0), await whole('a', 1)];
  await whole('b', 0);
  const again = await whole('a', 0);
  expect([asked, Buffer.from(first).equals(second), Buffer.from(first).equals(again)]).toEqual([['a', 'b', 'a'], false, true]);
  await expect(whole('a', 2)).rejects.toThrow('whole');
});

test('the same pages give the same bytes', async () => {
  const [one, other] = [await maker.compose([wanted('a', scan(1))], NOON, () => undefined), await maker.compose([wanted('z', scan(1))], NOON, () => undefined)];
  expect(Buffer.from(one).equals(other)).toBe(true);
});

test('a page that can not be read fails the PDF, and the next PDF is made', async () => {
  await expect(maker.compose([wanted('a', { format: 'pnm', bytes: new Uint8Array(9), resolution: 50 })], NOON, () => undefined)).rejects.toThrow('compose-add');
  expect((await maker.compose([wanted('a', scan(1))], NOON, () => undefined)).length).toBeGreaterThan(1000);
});
