import { cpSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Acknowledgement } from '#shared/domain/receipt/acknowledgement.ts';
import type { Delivery } from '#shared/domain/receipt/delivery.ts';
import type { Journal } from '#electron/journal/journal.ts';
import { context, NOON, openAt, uuid, visit } from '#electron/journal/testing/journal-fixtures.ts';
import { tempFolder } from '#tests/harness/temp-folder.ts';
import { startIppSimulator, type IppSimulator } from '#tests/printer/ipp-simulator.ts';
import { createAcknowledgements } from './acknowledgements.ts';
import { printFromJournal, type DeskPrinting } from './print-from-journal.ts';

vi.setConfig({ testTimeout: 20_000 });
const SHA = 'a'.repeat(64);
const REQUEST = visit(1).request.id;
const TEXT: Acknowledgement = { title: 'Accusé de réception', addressee: 'MARTIN Zoé', addressLines: ['MARTIN Zoé', '3 RUE DU PUITS', '99140 VALMONT'], town: 'Valmont', references: ['n° 26-014-03-000001-60'], paragraphs: ['Reçue.'], silenceOn: null };

/** What the GRC answers: nothing yet, a text, or why there is none. */
let grc: { state: 'away' | 'unknown' | 'issued' | 'not-due'; deliveries: Delivery[] };
let printer: IppSimulator;
const ended: (() => Promise<void> | void)[] = [];
beforeEach(async () => {
  grc = { state: 'issued', deliveries: [] };
  printer = await startIppSimulator();
});
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
  await printer.close();
});

async function send({ method, body }: { readonly method: string; readonly body?: string }): Promise<Response> {
  if (grc.state === 'away') return new Response(null, { status: 502 });
  if (grc.state === 'unknown') return Response.json({}, { status: 404 });
  if (method === 'POST') {
    const { delivery } = JSON.parse(body ?? '') as { readonly delivery: Delivery };
    if (grc.deliveries.some(({ id }) => id === delivery.id)) return Response.json({}, { status: 409 });
    grc.deliveries.push(delivery);
    return Response.json({}, { status: 201 });
  }
  const issued = grc.state === 'issued';
  return Response.json({ acknowledgement: issued ? TEXT : null, sha256: issued ? SHA : null, refusal: issued ? null : 'not-due', deliveries: grc.deliveries.map((delivery) => ({ delivery, acknowledgement: TEXT })) });
}

type Desk = { readonly journal: Journal; readonly printing: DeskPrinting };

function openDesk(dir: string, url: string | null = printer.url, crash?: { readonly at: string; readonly leaves: string }): Desk {
  const failpoint = (name: string): void => {
    if (crash?.at === name) cpSync(dir, crash.leaves, { recursive: true });
  };
  const journal = openAt(dir, { failpoint });
  let ids = 0;
  const { captured, desk } = context();
  const printing = printFromJournal(journal, {
    printer: () => ({ kind: 'none' }),
    letterPrinter: () => url,
    acknowledgements: createAcknowledgements({ send, captured: () => captured, now: () => NOON }),
    town: () => desk?.town,
    pdf: { make: async (paper) => Buffer.from(JSON.stringify(paper)), close: () => undefined },
    newId: () => uuid(90_000 + (ids += 1)),
    now: () => NOON,
    failpoint,
    onJobs: () => undefined,
    onPrinter: () => undefined,
  });
  ended.push(async () => {
    printing.stop();
    await journal.close();
  });
  return { journal, printing };
}

function letterIn(n = 1) {
  const intent = visit(n);
  return { ...intent, request: { ...intent.request, channel: 'mail' as const } };
}

const record = async ({ journal }: Desk, n = 1): Promise<void> => {
  const sealed = await journal.recordIntent(letterIn(n), context());
  if (!sealed.ok) throw new Error('not recorded');
};
const jobsOf = ({ printing }: Desk) => printing.jobs().map(({ paper, copy, state, reason }) => [paper, copy, state, reason]);
const marked = (): readonly boolean[] => printer.papers.map((paper) => paper.includes('DUPLICATA'));
const until = (met: () => boolean): Promise<void> => vi.waitFor(() => expect(met()).toBe(true), { timeout: 10_000, interval: 20 });

test('a demande that came by post gets its acknowledgement by post, and no ticket, once the GRC has issued it', async () => {
  grc.state = 'unknown';
  const desk = openDesk(tempFolder());
  await record(desk);
  await until(() => desk.printing.jobs()[0]?.reason === 'awaiting-server');
  expect([jobsOf(desk), printer.papers]).toEqual([[['acknowledgement', 'original', 'queued', 'awaiting-server']], []]);
  grc.state = 'issued';
  await until(() => printer.papers.length === 1);
  await until(() => desk.printing.jobs()[0]?.state === 'printed');
  expect([jobsOf(desk), desk.printing.jobs()[0]?.textSha256, marked()]).toEqual([[['acknowledgement', 'original', 'printed', null]], SHA, [false]]);
});

test('a demande that gets none is said to get none', async () => {
  grc.state = 'not-due';
  const desk = openDesk(tempFolder());
  await record(desk);
  await until(() => desk.printing.jobs()[0]?.state === 'failed');
  expect([jobsOf(desk), await desk.printing.letters.print(REQUEST)]).toEqual([[['acknowledgement', 'original', 'failed', 'no-acknowledgement']], { ok: false, refusal: 'none' }]);
});

test('killed after the seal and before the queue, the desk prints the letter once at its next start', async () => {
  const dir = tempFolder();
  const journal = openAt(dir);
  await journal.recordIntent(letterIn(), context());
  await journal.close();
  const desk = openDesk(dir);
  await until(() => printer.papers.length === 1);
  await until(() => desk.printing.jobs()[0]?.state === 'printed');
  expect(jobsOf(desk)).toEqual([['acknowledgement', 'original', 'printed', null]]);
});

test('killed while the letter was leaving, the desk asks; what the clerk has printed again is a duplicate', async () => {
  const [dir, copy] = [tempFolder(), tempFolder()];
  await record(openDesk(dir, printer.url, { at: 'print: sending', leaves: copy }));
  await until(() => printer.papers.length === 1);
  const again = openDesk(copy);
  await until(() => again.printing.jobs()[0]?.state === 'uncertain');
  const [job] = again.printing.jobs();
  await again.printing.resolve(job?.id ?? '', 'print-again');
  await until(() => printer.papers.length === 2);
  expect(marked()).toEqual([false, true]);
});

test('asked for again it is marked as a copy; with no printer it is not printed, and shown', async () => {
  const desk = openDesk(tempFolder());
  await record(desk);
  await until(() => desk.printing.jobs()[0]?.state === 'printed');
  await desk.printing.letters.print(REQUEST);
  await until(() => printer.papers.length === 2);
  const without = openDesk(tempFolder(), null);
  await record(without);
  await until(() => without.printing.jobs()[0]?.state === 'failed');
  const shown = await without.printing.letters.pdfOf(REQUEST);
  expect([marked(), jobsOf(without), shown.ok && Buffer.from(shown.value).includes('3 RUE DU PUITS')]).toEqual([[false, true], [['acknowledgement', 'original', 'failed', 'no-printer']], true]);
});

test('that it was posted is told to the GRC once, with the text that it is about; a GRC that is away says so', async () => {
  const { printing } = openDesk(tempFolder());
  const delivery = { id: uuid(77), requestId: REQUEST, sha256: SHA };
  await printing.letters.posted(delivery);
  const twice = await printing.letters.posted(delivery);
  const otherText = await printing.letters.posted({ ...delivery, sha256: 'b'.repeat(64) });
  grc.state = 'away';
  const kept = [{ id: uuid(77), means: 'posted', on: '2026-11-24', sha256: SHA }];
  expect([grc.deliveries, twice.ok && twice.value.deliveries, otherText, await printing.letters.posted(delivery)]).toEqual([kept, kept, { ok: false, refusal: 'refused' }, { ok: false, refusal: 'unreachable' }]);
});
