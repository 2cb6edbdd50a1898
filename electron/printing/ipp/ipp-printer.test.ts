import { afterEach, beforeEach, expect, test } from 'vitest';
import { startIppSimulator, type IppFault, type IppSimulator } from '#tests/printer/ipp-simulator.ts';
import type { PrinterTransport } from '../tcp-printer.ts';
import { readIppAnswer } from './ipp-message.ts';
import { createIppPrinter } from './ipp-printer.ts';

const LETTER = Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(70_000, 0x03)]);
let printer: IppSimulator;
beforeEach(async () => {
  printer = await startIppSimulator();
});
afterEach(() => printer.close());

const open = (): PrinterTransport => createIppPrinter({ url: printer.url, answerMs: 500, confirmMs: 400, pollMs: 30 });
const go = async (): Promise<boolean> => true;

test('every byte of a letter is on paper when it is told printed', async () => {
  expect([await open().print(LETTER, 'AB12', go), printer.papers.map((paper) => paper.equals(LETTER))]).toEqual([{ outcome: 'printed' }, [true]]);
});

test.each([
  ['paper-out', 'paper-out'],
  ['cover-open', 'cover-open'],
  ['offline', 'offline'],
  ['no-pdf', 'no-pdf'],
] as const)('a printer with %s is sent nothing, and says so when it is asked', async (fault, reason) => {
  printer.fail(fault);
  let noted = 0;
  const note = async (): Promise<boolean> => Boolean((noted += 1));
  expect([await open().print(LETTER, 'AB12', note), await open().probe(), noted, printer.sent]).toEqual([{ outcome: 'not-sent', reason }, reason, 0, []]);
});

test('an absent printer is sent nothing', async () => {
  await printer.close();
  expect([await open().print(LETTER, 'AB12', go), await open().probe()]).toEqual([{ outcome: 'not-sent', reason: 'unreachable' }, 'unreachable']);
  printer = await startIppSimulator();
});

test('a letter withdrawn at the last moment does not leave; one whose leaving could not be noted neither', async () => {
  const refusal = new Error('disk full');
  await expect(open().print(LETTER, 'AB12', () => Promise.reject(refusal))).rejects.toBe(refusal);
  expect([await open().print(LETTER, 'AB12', async () => false), printer.sent]).toEqual([{ outcome: 'withdrawn' }, []]);
});

/** The fault begins once the letter has been noted as leaving. */
const failing = (fault: IppFault) => async (): Promise<boolean> => {
  printer.fail(fault);
  return true;
};

test.each([
  ['refuses', { outcome: 'not-sent', reason: 'offline' }],
  ['aborts', { outcome: 'unknown', reason: 'no-confirmation' }],
  ['cuts-the-line', { outcome: 'unknown', reason: 'no-confirmation' }],
  ['never-ends', { outcome: 'unknown', reason: 'no-confirmation' }],
  ['paper-out', { outcome: 'unknown', reason: 'paper-out' }],
] as const)('a printer that %s with the letter before it', async (fault, outcome) => {
  expect(await open().print(LETTER, 'AB12', failing(fault))).toEqual(outcome);
});

test('a letter that waited in the printer and was taken back has not left: it is tried again, and comes out once', async () => {
  const first = await open().print(LETTER, 'AB12', failing('holds'));
  printer.fail('none');
  expect([first, await open().print(LETTER, 'AB12', go), printer.papers.length]).toEqual([{ outcome: 'not-sent', reason: 'no-confirmation' }, { outcome: 'printed' }, 1]);
});

test('paper that is put back in time ends in a print', async () => {
  const answer = open().print(LETTER, 'AB12', async () => {
    printer.fail('paper-out');
    setTimeout(() => printer.fail('none'), 100);
    return true;
  });
  expect([await answer, printer.papers.length]).toEqual([{ outcome: 'printed' }, 1]);
});

test('an answer that is cut short, or none at all, is not read', () => {
  expect([readIppAnswer(Buffer.alloc(0)), readIppAnswer(Buffer.from([2, 0, 0, 0, 0, 0, 0, 1, 1, 0x47, 0, 9])), readIppAnswer(Buffer.from('<html>'))]).toEqual([undefined, undefined, undefined]);
});
