import { parentPort, workerData } from 'node:worker_threads';
import type { AttachmentRefusal } from '#shared/domain/document/attachment.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { ScannedSheet } from '../scanner-source.ts';
import { loadCodecs, type CodecFiles, type Codecs } from './codecs.ts';
import { createPdfComposer, type PdfComposer } from './compose-pdf.ts';
import { lookAtPage, viewOfPage, wholeOfPage, type PageLook, type PageTreatment } from './look-at-page.ts';
import { openSheet, type OpenSheet, type SheetPage } from './open-sheet.ts';

export type SheetBytes = Pick<ScannedSheet, 'format' | 'bytes' | 'resolution'>;

export type PageTask =
  | { readonly task: 'look'; readonly sheet: SheetBytes }
  | { readonly task: 'view'; readonly sheet: SheetBytes; readonly index: number; readonly treatment: PageTreatment }
  /** The bytes only when the sheet is not held open from the page before. */
  | { readonly task: 'whole'; readonly sheetId: string; readonly sheet: SheetBytes | null; readonly index: number }
  | { readonly task: 'compose-begin'; readonly madeAtMs: number }
  /** The bytes of a sheet come with its first page; `last` lets go of them. */
  | { readonly task: 'compose-add'; readonly sheetId: string; readonly sheet: SheetBytes | null; readonly index: number; readonly treatment: PageTreatment; readonly last: boolean }
  | { readonly task: 'compose-end' };

export type PageAnswers = {
  readonly 'look': Result<readonly PageLook[], AttachmentRefusal>;
  readonly 'view': Uint8Array;
  readonly 'whole': Uint8Array | 'not-open';
  readonly 'compose-begin': null;
  readonly 'compose-add': null;
  readonly 'compose-end': Uint8Array;
};

let codecs: Promise<Codecs> | undefined;
let composer: PdfComposer | undefined;
/** Sheets of which pages of the PDF being made are taken. */
const open = new Map<string, OpenSheet>();
/** The sheet of which pages are read one after the other: a long PDF is not opened for each. */
let held: { readonly sheetId: string; readonly sheet: OpenSheet; readonly idle: NodeJS.Timeout } | undefined;
const HELD_MS = 5000;

/** All that has to do with the pixels of pages: seconds of work that no screen may wait for. */
parentPort?.on('message', ({ id, ...task }: { readonly id: number } & PageTask) => {
  answer(task as PageTask).then(
    (value) => parentPort?.postMessage({ id, value }, value instanceof Uint8Array ? [value.buffer as ArrayBuffer] : []),
    () => {
      // A decoder that gave up on a file is not to be trusted with the next.
      codecs = undefined;
      parentPort?.postMessage({ id, failed: true });
    },
  );
});

async function answer(task: PageTask): Promise<PageAnswers[PageTask['task']]> {
  codecs ??= loadCodecs(workerData as CodecFiles);
  const tools = await codecs;
  switch (task.task) {
    case 'look':
      return look(tools, task.sheet);
    case 'view': {
      const sheet = await opened(tools, task.sheet);
      return viewOfPage(tools.jpeg, pageOf(sheet, task.index), task.treatment).finally(sheet.close);
    }
    case 'whole': {
      const sheet = await hold(tools, task.sheetId, task.sheet);
      return sheet === undefined ? 'not-open' : wholeOfPage(pageOf(sheet, task.index));
    }
    case 'compose-begin':
      letGo();
      composer = await createPdfComposer(tools.jpeg, new Date(task.madeAtMs));
      return null;
    case 'compose-add': {
      if (task.sheet !== null) open.set(task.sheetId, await opened(tools, task.sheet));
      const sheet = open.get(task.sheetId);
      if (sheet === undefined || composer === undefined) throw new Error('compose: not begun');
      const page = pageOf(sheet, task.index);
      await composer.add(page, task.treatment);
      // Pages of a PDF are taken over at the end.
      if (task.last && page.kind === 'picture') open.delete(task.sheetId);
      return null;
    }
    case 'compose-end': {
      const pdf = await composer?.finish();
      letGo();
      if (pdf === undefined) throw new Error('compose: not begun');
      return pdf;
    }
  }
}

async function look({ jpeg, ...tools }: Codecs, bytes: SheetBytes): Promise<PageAnswers['look']> {
  const sheet = await openSheet({ jpeg, ...tools }, bytes);
  if (!sheet.ok) return sheet;
  try {
    const looks: PageLook[] = [];
    for (const page of sheet.value.pages) looks.push(await lookAtPage(jpeg, page));
    return ok(looks);
  } catch {
    codecs = undefined;
    return err('damaged');
  } finally {
    sheet.value.close();
  }
}

async function hold(tools: Codecs, sheetId: string, bytes: SheetBytes | null): Promise<OpenSheet | undefined> {
  const known = held?.sheetId === sheetId ? held.sheet : undefined;
  if (known === undefined && bytes === null) return undefined;
  const sheet = known ?? (bytes && (await opened(tools, bytes)));
  if (sheet === null) return undefined;
  if (held?.sheet !== sheet) held?.sheet.close();
  clearTimeout(held?.idle);
  held = { sheetId, sheet, idle: setTimeout(drop, HELD_MS) };
  return sheet;
}

function drop(): void {
  held?.sheet.close();
  held = undefined;
}

async function opened(tools: Codecs, bytes: SheetBytes): Promise<OpenSheet> {
  const sheet = await openSheet(tools, bytes);
  if (!sheet.ok) throw new Error(`sheet: ${sheet.refusal}`);
  return sheet.value;
}

function pageOf(sheet: OpenSheet, index: number): SheetPage {
  const page = sheet.pages[index];
  if (page === undefined) throw new Error('sheet: no such page');
  return page;
}

function letGo(): void {
  for (const sheet of open.values()) sheet.close();
  open.clear();
  composer = undefined;
}
