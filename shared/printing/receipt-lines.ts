import { dayInWords } from '#shared/lib/french-day.ts';
import type { DocumentCheck } from '#shared/domain/document/document-check.ts';
import type { Receipt } from '#shared/domain/receipt/receipt.ts';
import { toCp1252Text } from './cp1252.ts';
import {
  AWAITED_TITLE, DUPLICATE_MARK, GIVEN_TITLE, NOT_ACKNOWLEDGEMENT, RECEIPT_TITLE, TRACKING_INVITATION, documentStateWords, filesSentence,
  heldTogether, momentInWords, isAwaited, partyLines, transmissionSentence,
} from './receipt-words.ts';
import { wrap, wrapHanging } from './wrap.ts';

/** Characters in a line: 48 or 42 on 80 mm paper, 35 or 32 on 58 mm. */
export type Columns = 48 | 42 | 35 | 32;

/** One thing to print; a text is a single line that fits, safe for code page 1252. */
export type PaperLine =
  | { readonly kind: 'text'; readonly text: string; readonly align: 'left' | 'center'; readonly bold: boolean; readonly size: 'normal' | 'double' }
  | { readonly kind: 'rule' }
  | { readonly kind: 'blank' }
  | { readonly kind: 'qr'; readonly data: string }
  | { readonly kind: 'code128'; readonly data: string };

/** The receipt as a roll of paper. A double-size line holds half the columns. */
export function receiptLines(receipt: Receipt, columns: Columns): readonly PaperLine[] {
  const say = speaker(columns);
  const { town, department } = receipt;
  return [
    ...say.center(town.name, { bold: true }),
    ...(town.agglomeration === undefined ? [] : say.center(town.agglomeration)),
    ...(receipt.copy === 'duplicate' ? [{ kind: 'blank' } as const, ...say.center(DUPLICATE_MARK, { bold: true, size: 'double' })] : []),
    { kind: 'blank' },
    ...say.center(RECEIPT_TITLE, { bold: true }),
    ...numberLines(receipt.number, say),
    ...say.center(momentInWords(receipt.recordedAt, town.zone)),
    { kind: 'rule' },
    ...say.left(receipt.procedureTitle, { bold: true }),
    ...partyLines(receipt).flatMap(({ label, text }) => say.labelled(label, text)),
    ...say.labelled('Reçu le', dayInWords(receipt.receivedOn)),
    ...say.labelled('Service', department.name),
    ...say.labelled('Téléphone', department.phone),
    ...documentSections(receipt, say),
    { kind: 'rule' },
    ...say.left(transmissionSentence(receipt), { bold: true }),
    ...say.left(NOT_ACKNOWLEDGEMENT),
    { kind: 'blank' },
    ...say.labelled('Agent', receipt.clerk),
    ...say.labelled('Poste', receipt.desk),
    { kind: 'blank' },
    ...trackingLines(receipt.trackingUrl, say),
    { kind: 'code128', data: barcodeData(receipt.number, columns) },
    ...say.center(receipt.number),
    { kind: 'blank' },
    ...say.left(town.dataProtectionNotice),
  ];
}

type Style = { readonly bold?: boolean; readonly size?: 'normal' | 'double' };
type Speaker = ReturnType<typeof speaker>;

function speaker(columns: number) {
  const lines = (align: 'left' | 'center', pieces: readonly string[], { bold = false, size = 'normal' }: Style): PaperLine[] =>
    pieces.map((text) => ({ kind: 'text', text, align, bold, size }));
  const printable = (text: string): string => toCp1252Text(heldTogether(text));
  const width = (size: Style['size']): number => (size === 'double' ? Math.floor(columns / 2) : columns);
  return {
    columns,
    left: (text: string, style: Style = {}) => lines('left', wrap(printable(text), width(style.size)), style),
    center: (text: string, style: Style = {}) => lines('center', wrap(printable(text), width(style.size)), style),
    /** Under its label's end on wide paper; narrow paper has no room to give away. */
    labelled: (label: string, text: string) => {
      const lead = `${label}\u00a0: `;
      return lines('left', columns < 42 ? wrapHanging('', lead + printable(text), columns, 2) : wrapHanging(lead, printable(text), columns), {});
    },
    bullet: (text: string) => lines('left', wrapHanging('- ', printable(text), columns), {}),
    under: (text: string) => lines('left', wrapHanging('  ', printable(text), columns), {}),
  };
}

/** The number in double size; cut after a hyphen where the paper is narrow, so that it can still be dictated. */
function numberLines(number: string, say: Speaker): PaperLine[] {
  const half = Math.floor(say.columns / 2);
  if (number.length <= half) return say.center(number, { bold: true, size: 'double' });
  const [yy = '', site = '', desk = '', ...rest] = number.split('-');
  return [`${yy}-${site}-${desk}-`, rest.join('-')].flatMap((part) => say.center(part, { bold: true, size: 'double' }));
}

/** A line of white above and below a code is its quiet zone. */
function trackingLines(url: string | null, say: Speaker): PaperLine[] {
  if (url === null) return [];
  return [...say.center(TRACKING_INVITATION), { kind: 'blank' }, { kind: 'qr', data: url }, { kind: 'blank' }];
}

/** Digits alone where the number with its hyphens, 528 dots with the quiet zones, is wider than the paper; both are read the same. */
function barcodeData(number: string, columns: Columns): string {
  return columns < 42 ? number.replaceAll('-', '') : number;
}

function documentSections(receipt: Receipt, say: Speaker): PaperLine[] {
  const given = receipt.documents.filter((check) => !isAwaited(check));
  const awaited = receipt.documents.filter(isAwaited);
  const files = filesSentence(receipt.attachmentCount);
  const section = (title: string, checks: readonly DocumentCheck[]): PaperLine[] =>
    checks.length === 0 ? [] : [{ kind: 'blank' }, ...say.left(title, { bold: true }), ...checks.flatMap((check) => documentLines(check, say))];
  return [
    ...section(GIVEN_TITLE, given),
    ...section(AWAITED_TITLE, awaited),
    ...(files === '' ? [] : [{ kind: 'blank' } as const, ...say.left(files)]),
  ];
}

function documentLines(check: DocumentCheck, say: Speaker): PaperLine[] {
  return [
    ...say.bullet(`${check.title}\u00a0: ${documentStateWords(check)}`),
    ...(check.reason === undefined || check.reason === '' ? [] : say.under(`Motif\u00a0: ${check.reason}`)),
  ];
}
