import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { prepareElectron } from '#build/electron-launch.ts';
import { BARCODE_FORMATS, type BarcodeFormat } from '#renderer/platform/barcodes.ts';
import { startBareElectron } from './bare-electron.ts';
import { ENGINES, type EngineName, type Reading } from './barcodes/bench-messages.ts';
import type { BenchPage } from './barcodes/bench-page.ts';
import { pageCodes, pageSpecs, type PageSpec } from './barcodes/page-specs.ts';
import { emptyImages, sampleImages, type SampleImage } from './barcodes/sample-images.ts';
import { serveBench } from './barcodes/serve-bench.ts';
import type { DebuggedPage } from './debugged-page.ts';
import { writeEmptyApp } from './empty-window.ts';
import { median, printTable, rounded } from './figures.ts';

/** As a scanned page is read: every format, and room for a page full of codes. */
const PAGE = { formats: BARCODE_FORMATS, most: 20 } as const;
const CODES_IN_AN_IMAGE = 8;

/**
 * The joined engine beside each of its two halves, in one worker of a real Electron, on the same pixels: the corpus of
 * images by format, drawn A4 pages with three codes each, and images and pages without any.
 */
export async function run(): Promise<void> {
  const launch = await prepareElectron('tests');
  const folder = mkdtempSync(path.join(tmpdir(), 'plainpied-bench-'));
  const served = await serveBench(path.join(folder, 'bundle'));
  writeEmptyApp(path.join(folder, 'app'));
  const electron = await startBareElectron(launch, { appFolder: path.join(folder, 'app'), userData: path.join(folder, 'data'), switches: [`--open=${served.url}`] });
  try {
    await untilReady(electron.page);
    const images = imageFigures(await readImages(electron.page));
    const empty = await readEmpty(electron.page);
    const pages = pageFigures(await readPages(electron.page), empty);
    console.log(JSON.stringify({ images, pages }));
  } finally {
    await electron.close();
    served.close();
    launch.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Answer = Readonly<Record<EngineName, Reading>>;

function byEngine(readings: readonly Reading[]): Answer {
  return Object.fromEntries(readings.map((reading) => [reading.engine, reading])) as Answer;
}

type WithBench = { readonly bench: BenchPage };

async function readImage(page: DebuggedPage, url: string, formats: readonly BarcodeFormat[]): Promise<Answer> {
  const question = { url, formats, most: CODES_IN_AN_IMAGE };
  return byEngine(await page.evaluate((asked: typeof question) => (window as unknown as WithBench).bench.readImage(asked), question));
}

async function readPage(page: DebuggedPage, spec: PageSpec): Promise<Answer> {
  const question = { spec, ...PAGE };
  return byEngine(await page.evaluate((asked: typeof question) => (window as unknown as WithBench).bench.readPage(asked), question));
}

/** The page's script is there, and each engine has been run once on a page, so that none pays for its first time. */
async function untilReady(page: DebuggedPage): Promise<void> {
  while (!(await page.evaluate(() => 'bench' in window, null))) await new Promise((resolve) => setTimeout(resolve, 50));
  for (const spec of pageSpecs.slice(0, 3)) await readPage(page, spec);
}

type ReadImage = { readonly sample: SampleImage; readonly answer: Answer };

async function readImages(page: DebuggedPage): Promise<readonly ReadImage[]> {
  const read: ReadImage[] = [];
  for (const sample of sampleImages()) read.push({ sample, answer: await readImage(page, sample.url, [sample.format]) });
  return read;
}

function isRight({ expected, format }: SampleImage, { codes }: Reading): boolean {
  return codes.some((code) => code.format === format && ('text' in expected ? code.text === expected.text : code.bytes.join() === expected.bytes.join()));
}

function imageFigures(read: readonly ReadImage[]): object {
  const rows = BARCODE_FORMATS.map((format) => {
    const of = read.filter(({ sample }) => sample.format === format);
    const decoded = (engine: EngineName): number => of.filter(({ sample, answer }) => isRight(sample, answer[engine])).length;
    const ms = (engine: EngineName): number => rounded(median(of.map(({ answer }) => answer[engine].ms)));
    return { format, images: of.length, engines: ENGINES.map((engine) => ({ engine, decoded: decoded(engine), ms: ms(engine) })) };
  });
  printTable('Images of the corpus: decoded, median ms', [
    ['format', 'images', ...ENGINES.flatMap((engine) => [engine, 'ms'])],
    ...rows.map(({ format, images, engines }) => [format, images, ...engines.flatMap(({ decoded, ms }) => [`${decoded} (${Math.round((100 * decoded) / images)} %)`, ms])]),
  ]);
  const below = rows.filter(({ engines: [ours, ...others] }) => others.some(({ decoded }) => decoded > (ours?.decoded ?? 0))).map(({ format }) => format);
  printVerdict('never below the better of the two on any format', below.length === 0, below.length === 0 ? 'none below' : `below on ${below.join(', ')}`);
  return Object.fromEntries(rows.map(({ format, images, engines }) => [format, { images, ...Object.fromEntries(engines.map(({ engine, decoded, ms }) => [engine, { decoded, ms }])) }]));
}

function printVerdict(what: string, met: boolean, measured: string): void {
  console.log(`${met ? 'met   ' : 'MISSED'} ${what}: ${measured}`);
}

/** Codes that were read where there are none, by engine. */
async function readEmpty(page: DebuggedPage): Promise<Readonly<Record<EngineName, number>>> {
  const answers: Answer[] = [];
  for (const url of emptyImages()) answers.push(await readImage(page, url, BARCODE_FORMATS));
  printTable('Images with nothing to read: codes read', [['images', ...ENGINES], [answers.length, ...ENGINES.map((engine) => sum(answers.map((answer) => answer[engine].codes.length)))]]);
  return Object.fromEntries(ENGINES.map((engine) => [engine, sum(answers.map((answer) => answer[engine].codes.length))])) as Record<EngineName, number>;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

type ReadPage = { readonly spec: PageSpec; readonly answer: Answer };

async function readPages(page: DebuggedPage): Promise<readonly ReadPage[]> {
  const read: ReadPage[] = [];
  for (const spec of pageSpecs) read.push({ spec, answer: await readPage(page, spec) });
  return read;
}

function pageFigures(read: readonly ReadPage[], emptyImageReads: Readonly<Record<EngineName, number>>): object {
  const groups = [200, 300].flatMap((dpi) => [0.4, 0.28, null].map((moduleMm) => ({ dpi, moduleMm, pages: read.filter(({ spec }) => spec.dpi === dpi && spec.moduleMm === moduleMm) })));
  const rows = groups.map(({ dpi, moduleMm, pages }) => ({
    name: moduleMm === null ? `${dpi} dpi, text alone` : `${dpi} dpi, ${moduleMm} mm`,
    dpi,
    moduleMm,
    pages: pages.length,
    engines: ENGINES.map((engine) => ({ engine, whole: pages.filter((each) => missed(each, engine).length === 0).length, ms: rounded(median(pages.map(({ answer }) => answer[engine].ms))) })),
  }));
  printTable('A4 pages: all codes read, median ms', [
    ['pages', 'of', ...ENGINES.flatMap((engine) => [engine, 'ms'])],
    ...rows.map(({ name, pages, engines }) => [name, pages, ...engines.flatMap(({ whole, ms }) => [whole, ms])]),
  ]);
  for (const { spec, answer } of read) {
    const lost = missed({ spec, answer }, 'ours');
    if (lost.length > 0) console.log(`  ours missed ${lost.join(', ')} on ${spec.dpi} dpi ${spec.moduleMm} mm, turned ${spec.turn}°, ${spec.wear}, JPEG ${spec.quality}`);
  }
  const falseReads = Object.fromEntries(ENGINES.map((engine) => [engine, emptyImageReads[engine] + sum(read.map((each) => strangers(each, engine)))])) as Record<EngineName, number>;
  const ratio = rounded(median(read.map(({ answer }) => answer.ours.ms)) / median(read.map(({ answer }) => answer['zxing-wasm'].ms)), 2);
  const hard = rows.filter(({ dpi, moduleMm }) => dpi === 200 && moduleMm === 0.28);
  const plain = rows.filter((row) => row.moduleMm !== null && !hard.includes(row));
  const share = (of: typeof rows): number => sum(of.map(({ engines: [ours] }) => ours?.whole ?? 0)) / sum(of.map(({ pages }) => pages));
  printVerdict('all codes on every page but the 0.28 mm ones at 200 dpi', share(plain) === 1, `${rounded(100 * share(plain))} %`);
  printVerdict('all codes on 90 % of the 0.28 mm pages at 200 dpi', share(hard) >= 0.9, `${rounded(100 * share(hard))} %`);
  printVerdict('no false read', falseReads.ours === 0, ENGINES.map((engine) => `${engine} ${falseReads[engine]}`).join(', '));
  printVerdict('whole page at most 2 times zxing-wasm', ratio <= 2, String(ratio));
  return { groups: rows.map(({ dpi: _, moduleMm: __, ...row }) => row), falseReads, ratio };
}

function missed({ spec, answer }: ReadPage, engine: EngineName): readonly string[] {
  return pageCodes(spec).filter(({ format, text }) => !answer[engine].codes.some((code) => code.format === format && code.text === text)).map(({ format }) => format);
}

function strangers({ spec, answer }: ReadPage, engine: EngineName): number {
  return answer[engine].codes.filter(({ format, text }) => !pageCodes(spec).some((code) => code.format === format && code.text === text)).length;
}
