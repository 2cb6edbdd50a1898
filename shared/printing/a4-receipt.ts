import { dayInWords } from '#shared/lib/french-day.ts';
import type { Receipt } from '#shared/domain/receipt/receipt.ts';
import {
  documentStateWords, DUPLICATE_MARK, filesSentence, isAwaited, momentInWords, NOT_ACKNOWLEDGEMENT, partyLines, RECEIPT_TITLE, TRACKING_INVITATION, transmissionSentence,
} from './receipt-words.ts';

/** A paper as data, in the terms of pdfmake: JSON only, so that it crosses to a worker and can be compared. */
export type Paper = { readonly [member: string]: PaperValue };
export type PaperValue = string | number | boolean | null | readonly PaperValue[] | Paper;

const TEAL = '#0B5957';
const INK = '#1A2126';
const INK2 = '#414C54';
const LINE = '#CFCBC0';
const WARN = '#6B4000';

/** The A4 receipt: the same facts and sentences as the ticket, laid out as a page of a register. */
export function a4Receipt(receipt: Receipt): Paper {
  const { town, department } = receipt;
  const files = filesSentence(receipt.attachmentCount);
  const awaited = receipt.documents.filter(isAwaited);
  return {
    pageSize: 'A4',
    pageMargins: [56, 48, 56, 64],
    version: '1.4',
    subset: 'PDF/A-1b',
    language: 'fr-FR',
    info: { title: `${RECEIPT_TITLE} ${receipt.number}`, creationDate: receipt.recordedAt },
    defaultStyle: { font: 'SourceSans3', fontSize: 10.5, lineHeight: 1.15, color: INK },
    content: [
      {
        columns: [
          { stack: [{ text: town.name, bold: true, fontSize: 15, color: TEAL }, ...(town.agglomeration === undefined ? [] : [{ text: town.agglomeration, color: INK2 }])] },
          { stack: [town.postalAddress, town.phone, ...(town.email === undefined ? [] : [town.email])].map((text) => ({ text, alignment: 'right', color: INK2, fontSize: 9 })) },
        ],
      },
      rule(TEAL, 1.5, 10, 18),
      ...(receipt.copy === 'duplicate' ? [{ text: DUPLICATE_MARK, bold: true, fontSize: 14, color: WARN, margin: [0, 0, 0, 6] }] : []),
      {
        columns: [
          {
            width: '*',
            stack: [
              { text: RECEIPT_TITLE, bold: true, fontSize: 20 },
              { text: `n° ${receipt.number}`, bold: true, fontSize: 18, color: TEAL, margin: [0, 4, 0, 6] },
              { text: receipt.procedureTitle, bold: true, fontSize: 13 },
              { text: `Déposé le ${momentInWords(receipt.recordedAt, town.zone)}, reçu le ${dayInWords(receipt.receivedOn)}.`, margin: [0, 4, 0, 0] },
              { text: transmissionSentence(receipt), bold: true },
            ],
          },
          ...(receipt.trackingUrl === null
            ? []
            : [{ width: 104, stack: [{ qr: receipt.trackingUrl, fit: 92, foreground: INK }, { text: TRACKING_INVITATION, fontSize: 8, color: INK2, margin: [0, 4, 0, 0] }] }]),
        ],
        columnGap: 20,
      },
      rule(LINE, 0.75, 12, 10),
      facts([
        ...partyLines(receipt).map(({ label, text }) => [label, text] as const),
        ['Service', [department.name, department.postalAddress, [department.phone, department.email].filter(Boolean).join(' · ')].join('\n')],
        ['Reçu par', `${receipt.clerk} (${receipt.desk})`],
      ]),
      ...(receipt.documents.length === 0 && files === ''
        ? []
        : [
            { text: 'Pièces', bold: true, fontSize: 13, color: TEAL, margin: [0, 16, 0, 6] },
            ...(receipt.documents.length === 0 ? [] : [documentTable(receipt)]),
            ...(files === '' ? [] : [{ text: files, margin: [0, 6, 0, 0] }]),
            ...(awaited.length === 0 ? [] : [{ text: `À fournir : ${awaited.map(({ title }) => title).join(', ')}.`, bold: true, color: WARN, margin: [0, 6, 0, 0] }]),
          ]),
      rule(LINE, 0.75, 18, 8),
      { text: NOT_ACKNOWLEDGEMENT, bold: true },
      { text: town.dataProtectionNotice, fontSize: 8.5, color: INK2, margin: [0, 8, 0, 0] },
    ],
  };
}

function rule(color: string, width: number, before: number, after: number): Paper {
  return { canvas: [{ type: 'line', x1: 0, y1: 0, x2: 483, y2: 0, lineWidth: width, lineColor: color }], margin: [0, before, 0, after] };
}

/** Label and value, with the register's margin rule between them. */
function facts(rows: readonly (readonly [string, string])[]): Paper {
  return {
    layout: 'register',
    table: {
      widths: [110, '*'],
      body: rows.map(([label, value]) => [{ text: label, color: INK2 }, { text: value }]),
    },
  };
}

function documentTable({ documents }: Receipt): Paper {
  return {
    layout: 'lines',
    table: {
      headerRows: 1,
      widths: ['*', 170],
      body: [
        [{ text: 'Pièce', bold: true, color: INK2 }, { text: 'État', bold: true, color: INK2 }],
        ...documents.map((check) => [
          { text: check.title },
          { text: `${documentStateWords(check)}${check.reason === undefined ? '' : ` : ${check.reason}`}`, ...(isAwaited(check) && { color: WARN, bold: true }) },
        ]),
      ],
    },
  };
}
