import { cpSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { err } from '#shared/lib/result.ts';
import type { PrinterView } from '#shared/contracts/ipc/printing.ts';
import type { Journal } from '#electron/journal/journal.ts';
import { context, NOON, openAt, uuid, visit } from '#electron/journal/testing/journal-fixtures.ts';
import { tempFolder } from '#tests/harness/temp-folder.ts';
import { decodeReceipt } from '#tests/printer/decode-receipt.ts';
import { startPrinterSimulator, type PrinterSimulator } from '#tests/printer/printer-simulator.ts';
import { printFromJournal } from './print-from-journal.ts';
import type { Printing } from './printing.ts';

vi.setConfig({ testTimeout: 20_000 });
const REQUEST = visit(1).request.id;
const ended: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

async function newPrinter(): Promise<PrinterSimulator> {
  const printer = await startPrinterSimulator();
  ended.push(() => printer.close());
  return printer;
}

type Desk = {
  readonly journal: Journal;
  readonly printing: Printing;
  /** What screens were told of the printer. */
  readonly told: readonly PrinterView[];
  /** As the settings screen does. */
  readonly setPrinter: (printer: PrinterSimulator | undefined) => void;
  readonly end: () => Promise<void>;
};

/** A desk's journal and its printing, on a folder that outlives it. The failpoint copies the folder: what a crash there would leave. */
function openDesk(dir: string, firstPrinter: PrinterSimulator | undefined, crashAt?: { readonly name: string; readonly leaves: string }): Desk {
  const failpoint = (name: string): void => {
    if (crashAt?.name === name) cpSync(dir, crashAt.leaves, { recursive: true });
  };
  const journal = openAt(dir, { failpoint });
  let ids = 0;
  let printer = firstPrinter;
  const told: PrinterView[] = [];
  const printing = printFromJournal(journal, {
    printer: () => (printer === undefined ? { kind: 'none' } : { kind: 'tcp', host: '127.0.0.1', port: printer.port, columns: 48 }),
    pdf: { make: async (paper) => Buffer.from(JSON.stringify(paper)), close: () => undefined },
    letterPrinter: () => null,
    acknowledgements: { read: async () => err('unreachable'), posted: async () => err('unreachable') },
    town: () => undefined,
    newId: () => uuid(90_000 + (ids += 1)),
    now: () => NOON,
    failpoint,
    onJobs: () => undefined,
    onPrinter: (view) => told.push(view),
  });
  let open = true;
  const end = async (): Promise<void> => {
    if (!open) return;
    open = false;
    printing.stop();
    await journal.close();
  };
  ended.push(end);
  const setPrinter = (next: PrinterSimulator | undefined): void => {
    printer = next;
    printing.settingsChanged();
  };
  return { journal, printing, told, setPrinter, end };
}

const record = async ({ journal }: Desk, n = 1): Promise<string> => {
  const sealed = await journal.recordIntent(visit(n), context());
  if (!sealed.ok || sealed.value.deskNumber === null) throw new Error('not recorded');
  return sealed.value.deskNumber;
};
const voidIt = ({ journal }: Desk, deskNumber: string) =>
  journal.recordIntent({ kind: 'void', opId: uuid(500), requestId: REQUEST, deskNumber }, context({ nowMs: NOON + 3000 }));
const jobsOf = ({ printing }: Desk) => printing.jobs().map(({ copy, state, reason }) => [copy, state, reason]);
const becomes = (desk: Desk, jobs: ReturnType<typeof jobsOf>) => vi.waitFor(() => expect(jobsOf(desk)).toEqual(jobs), { timeout: 10_000 });
/** The words of the A4 paper, as they go to the worker. */
const sheet = async ({ printing }: Desk, copy: 'original' | 'duplicate'): Promise<string> => {
  const made = await printing.a4(REQUEST, copy);
  return made.ok ? Buffer.from(made.value).toString().replaceAll('\u00a0', ' ') : made.refusal.code;
};
const wordsOf = ({ jobs }: PrinterSimulator): string =>
  jobs.flatMap((bytes) => decodeReceipt(bytes).lines).map((line) => (line.kind === 'text' ? line.text : '')).join(' ');
const tickets = ({ jobs }: PrinterSimulator) => jobs.map(decodeReceipt).map(({ number, duplicata }) => ({ number, duplicata }));

test('a visit prints its receipt once, also after a restart', async () => {
  const printer = await newPrinter();
  const dir = tempFolder();
  const first = openDesk(dir, printer);
  const number = await record(first);
  await becomes(first, [['original', 'printed', null]]);
  await first.end();
  const second = openDesk(dir, printer);
  const next = await record(second, 2);
  await becomes(second, [['original', 'printed', null], ['original', 'printed', null]]);
  expect(tickets(printer)).toEqual([{ number, duplicata: false }, { number: next, duplicata: false }]);
});

test('killed once the record is on the disk, before any paper: the receipt prints once at the start', async () => {
  const printer = await newPrinter();
  const leaves = tempFolder();
  const first = openDesk(tempFolder(), undefined, { name: 'journal-fsynced-visit', leaves });
  const number = await record(first);
  await becomes(openDesk(leaves, printer), [['original', 'printed', null]]);
  expect(tickets(printer)).toEqual([{ number, duplicata: false }]);
});

test('killed while sending: nothing prints by itself, the clerk is asked, and a second paper says DUPLICATA', async () => {
  const printer = await newPrinter();
  const leaves = tempFolder();
  const first = openDesk(tempFolder(), printer, { name: 'print: sending', leaves });
  const number = await record(first);
  await becomes(first, [['original', 'printed', null]]);

  const second = openDesk(leaves, printer);
  await becomes(second, [['original', 'uncertain', 'interrupted']]);
  expect(tickets(printer)).toEqual([{ number, duplicata: false }]);
  await Promise.all([second.printing.resolve(REQUEST, 'print-again'), second.printing.resolve(REQUEST, 'print-again')]);
  await becomes(second, [['original', 'failed', null], ['duplicate', 'printed', null]]);
  expect(tickets(printer)).toEqual([{ number, duplicata: false }, { number, duplicata: true }]);
});

test('a ticket that the clerk says came out is not printed again', async () => {
  const printer = await newPrinter();
  const leaves = tempFolder();
  const first = openDesk(tempFolder(), printer, { name: 'print: sending', leaves });
  await record(first);
  await becomes(first, [['original', 'printed', null]]);
  const second = openDesk(leaves, printer);
  await becomes(second, [['original', 'uncertain', 'interrupted']]);
  await second.printing.resolve(REQUEST, 'came-out');
  expect([jobsOf(second), printer.jobs.length]).toEqual([[['original', 'printed', null]], 1]);
});

test('a visit annulled while its receipt waits is never printed, and no paper is made of it any more', async () => {
  const printer = await newPrinter();
  printer.fail('paper-out');
  const dir = tempFolder();
  const desk = openDesk(dir, printer);
  const number = await record(desk);
  await becomes(desk, [['original', 'queued', 'paper-out']]);
  expect((await voidIt(desk, number)).ok).toBe(true);
  await becomes(desk, [['original', 'failed', 'voided']]);
  printer.fail('none');
  const next = await record(desk, 2);
  await becomes(desk, [['original', 'failed', 'voided'], ['original', 'printed', null]]);
  expect([await desk.printing.reprint(REQUEST), await desk.printing.a4(REQUEST, 'original')]).toEqual([
    { ok: false, refusal: { code: 'voided' } },
    { ok: false, refusal: { code: 'voided' } },
  ]);
  await desk.end();
  const again = openDesk(dir, printer);
  const last = await record(again, 3);
  await vi.waitFor(() => expect(tickets(printer).map(({ number: printed }) => printed)).toEqual([next, last]));
});

test('a visit annulled just before the app dies is not printed by the next start', async () => {
  const printer = await newPrinter();
  printer.fail('offline');
  const dir = tempFolder();
  const desk = openDesk(dir, printer);
  const number = await record(desk);
  await becomes(desk, [['original', 'queued', 'offline']]);
  desk.printing.stop();
  await voidIt(desk, number);
  await desk.end();
  printer.fail('none');
  const again = openDesk(dir, printer);
  await becomes(again, [['original', 'failed', 'voided']]);
  expect(printer.jobs).toEqual([]);
});

test('a paper says where the record stands when it is made, not when it was asked for', async () => {
  const printer = await newPrinter();
  printer.fail('paper-out');
  const desk = openDesk(tempFolder(), printer);
  await record(desk);
  await becomes(desk, [['original', 'queued', 'paper-out']]);
  const waiting = await sheet(desk, 'original');
  await desk.journal.acknowledge({ opId: visit(1).opId, outcome: 'accepted', grcNumber: 'D-2026-000007', code: null }, NOON + 60_000);
  printer.fail('none');
  desk.printing.wake();
  await becomes(desk, [['original', 'printed', null]]);
  const papers = [waiting, wordsOf(printer), await sheet(desk, 'original'), await sheet(desk, 'duplicate')];
  expect(papers.map((words) => [words.includes('transmission en attente'), words.includes('D-2026-000007'), words.includes('DUPLICATA')])).toEqual([
    [true, false, false],
    [false, true, false],
    [false, true, false],
    [false, true, true],
  ]);
});

test('screens are told of a printer that is set, of what is wrong with it, and of its end', async () => {
  const [broken, good] = [await newPrinter(), await newPrinter()];
  broken.fail('cover-open');
  const desk = openDesk(tempFolder(), undefined);
  const ready = { state: 'ready' };
  const problem = { state: 'problem', reason: 'cover-open' };
  expect(desk.printing.printer()).toEqual({ state: 'none' });
  desk.setPrinter(broken);
  await vi.waitFor(() => expect(desk.told).toEqual([ready, problem]));
  await record(desk);
  await becomes(desk, [['original', 'queued', 'cover-open']]);
  desk.setPrinter(good);
  await becomes(desk, [['original', 'printed', null]]);
  desk.setPrinter(good);
  desk.setPrinter(undefined);
  await vi.waitFor(() => expect(desk.told).toEqual([ready, problem, ready, { state: 'none' }]));
});

test('a demande of another desk has no receipt here', async () => {
  const desk = openDesk(tempFolder(), undefined);
  const unknown = { ok: false, refusal: { code: 'unknown-request' } };
  expect([await desk.printing.reprint(uuid(9)), await desk.printing.a4(uuid(9), 'original')]).toEqual([unknown, unknown]);
});
