import { afterEach, expect, test } from 'vitest';
import { startPrinterSimulator, type PrinterSimulator } from '#tests/printer/printer-simulator.ts';
import type { PrinterTransport } from './tcp-printer.ts';

const JOB = Buffer.from(`\u001b@${'Récépissé de dépôt\n'.repeat(20)}`, 'latin1');
const PRINTED = { outcome: 'printed' };

/** What every way to a receipt printer promises; `open` is given the port of a printer on this computer. */
export function printerTransportContract(name: string, open: (port: number) => PrinterTransport): void {
  const printers: PrinterSimulator[] = [];
  const newPrinter = async (): Promise<PrinterSimulator> => {
    const printer = await startPrinterSimulator();
    printers.push(printer);
    return printer;
  };
  afterEach(async () => {
    for (const printer of printers.splice(0)) await printer.close();
  });
  const go = async (): Promise<boolean> => true;

  test(`${name}: every byte of a job is on paper when it is told printed`, async () => {
    const printer = await newPrinter();
    const large = Buffer.from(Array.from({ length: 400_000 }, (_, i) => 0x20 + (i % 0x5f)));
    const transport = open(printer.port);
    expect([await transport.print(JOB, 'AB12', go), await transport.print(large, 'AB13', go)]).toEqual([PRINTED, PRINTED]);
    expect(printer.jobs.map((job, i) => job.equals(i === 0 ? JOB : large))).toEqual([true, true]);
  });

  test(`${name}: nothing leaves before the caller has noted it`, async () => {
    const printer = await newPrinter();
    const refusal = new Error('disk full');
    await expect(open(printer.port).print(JOB, 'AB12', () => Promise.reject(refusal))).rejects.toBe(refusal);
    expect(printer.jobs).toEqual([]);
  });

  test(`${name}: a job withdrawn at the last moment leaves nothing, and the printer takes the next one`, async () => {
    const printer = await newPrinter();
    const transport = open(printer.port);
    const answers = [await transport.print(Buffer.from('annulled'), 'AB12', async () => false), await transport.print(JOB, 'AB13', go)];
    expect({ answers, jobs: printer.jobs }).toEqual({ answers: [{ outcome: 'withdrawn' }, PRINTED], jobs: [JOB] });
  });

  test(`${name}: an absent printer was sent nothing`, async () => {
    const printer = await newPrinter();
    const { port } = printer;
    await printer.close();
    let noted = 0;
    const note = async (): Promise<boolean> => {
      noted += 1;
      return true;
    };
    const answer = await open(port).print(JOB, 'AB12', note);
    expect({ answer, noted }).toEqual({ answer: { outcome: 'not-sent', reason: 'unreachable' }, noted: 0 });
  });

  test.each([
    ['paper-out', 'paper-out'],
    ['cover-open', 'cover-open'],
    ['offline', 'offline'],
    ['never-reads', 'unreachable'],
  ] as const)(`${name}: a printer with %s is sent nothing`, async (fault, reason) => {
    const printer = await newPrinter();
    printer.fail(fault);
    let noted = 0;
    const note = async (): Promise<boolean> => {
      noted += 1;
      return true;
    };
    const answer = await open(printer.port).print(JOB, 'AB12', note);
    printer.fail('none');
    expect({ answer, noted, jobs: printer.jobs }).toEqual({ answer: { outcome: 'not-sent', reason }, noted: 0, jobs: [] });
  });

  test.each([
    ['reset-midway', 'no-confirmation'],
    ['no-process-id', 'no-confirmation'],
    ['paper-out', 'paper-out'],
    ['cover-open', 'cover-open'],
    ['late-status', 'no-confirmation'],
  ] as const)(`${name}: with %s while it prints, the end is unknown`, async (fault, reason) => {
    const printer = await newPrinter();
    const answer = await open(printer.port).print(JOB, 'AB12', async () => {
      printer.fail(fault);
      return true;
    });
    expect(answer).toEqual({ outcome: 'unknown', reason });
  });

  test(`${name}: paper that is put back in time ends in a print`, async () => {
    const printer = await newPrinter();
    const printing = open(printer.port).print(JOB, 'AB12', async () => {
      printer.fail('paper-out');
      setTimeout(() => printer.fail('none'), 50);
      return true;
    });
    expect([await printing, printer.jobs]).toEqual([PRINTED, [JOB]]);
  });

  test(`${name}: a printer says how it is without anything being printed`, async () => {
    const printer = await newPrinter();
    const transport = open(printer.port);
    const said = [];
    for (const fault of ['none', 'paper-out', 'cover-open', 'offline', 'never-reads'] as const) {
      printer.fail(fault);
      said.push(await transport.probe());
    }
    await printer.close();
    said.push(await transport.probe());
    expect([said, printer.jobs]).toEqual([[null, 'paper-out', 'cover-open', 'offline', 'unreachable', 'unreachable'], []]);
  });
}
