import { dayInWords } from '#shared/lib/french-day.ts';
import type { DocumentCheck } from '#shared/domain/document/document-check.ts';
import type { Receipt } from '#shared/domain/receipt/receipt.ts';
import {
  AWAITED_TITLE, documentStatusWord, DUPLICATE_MARK, filesSentence, GIVEN_TITLE, heldTogether, isAwaited, momentInWords,
  NOT_ACKNOWLEDGEMENT, originalWords, partyLines, RECEIPT_TITLE, TRACKING_INVITATION, transmissionSentence,
} from './receipt-words.ts';

/** A paper as data, in the terms of pdfmake: JSON only, so that it crosses to a worker and can be compared. */
export type Paper = { readonly [member: string]: PaperValue };
export type PaperValue = string | number | boolean | null | readonly PaperValue[] | Paper;

const TEAL = '#0B5957';
const INK = '#1A2126';
const INK2 = '#414C54';
const LINE = '#CFCBC0';
const WARN = '#6B4000';

const WIDTH = 483;

/** The A4 receipt: the same facts and sentences as the ticket, laid out as a page of a register. */
export function a4Receipt(receipt: Receipt): Paper {
  const { town, department } = receipt;
  const files = filesSentence(receipt.attachmentCount);
  return {
    pageSize: 'A4',
    pageMargins: [56, 48, 56, 56],
    version: '1.4',
    subset: 'PDF/A-1b',
    language: 'fr-FR',
    info: { title: `${RECEIPT_TITLE} ${receipt.number}`, creationDate: receipt.recordedAt },
    defaultStyle: { font: 'SourceSans3', fontSize: 10.5, lineHeight: 1.05, color: INK },
    content: [
      {
        columns: [
          { stack: [{ text: town.name, bold: true, fontSize: 15, color: TEAL }, ...(town.agglomeration === undefined ? [] : [{ text: town.agglomeration, color: INK2 }])] },
          { stack: [town.postalAddress, town.phone, ...(town.email === undefined ? [] : [town.email])].map((text) => ({ text, alignment: 'right', color: INK2, fontSize: 9 })) },
        ],
        columnGap: 20,
      },
      rule(TEAL, 1.5, 10, 18),
      ...(receipt.copy === 'duplicate' ? [{ text: DUPLICATE_MARK, bold: true, fontSize: 14, color: WARN, margin: [0, 0, 0, 4] }] : []),
      {
        columns: [
          {
            width: '*',
            stack: [
              { text: RECEIPT_TITLE, bold: true, fontSize: 20 },
              { text: `n°\u00a0${receipt.number}`, bold: true, fontSize: 18, color: TEAL, margin: [0, 2, 0, 6] },
              { text: heldTogether(receipt.procedureTitle), bold: true, fontSize: 13 },
            ],
          },
          ...(receipt.trackingUrl === null ? [] : [trackingCode(receipt.trackingUrl)]),
        ],
        columnGap: 16,
      },
      { text: `Déposé le ${momentInWords(receipt.recordedAt, town.zone)}, reçu le ${dayInWords(receipt.receivedOn)}.`, margin: [0, 8, 0, 2] },
      { text: transmissionSentence(receipt), bold: true },
      rule(LINE, 0.75, 10, 10),
      facts([
        ...partyLines(receipt).map(({ label, text }) => [label, text] as const),
        ['Service', [department.name, department.postalAddress, [department.phone, department.email].filter(Boolean).join(' · ')].join('\n')],
        ['Reçu par', `${receipt.clerk} (${receipt.desk})`],
      ]),
      ...documentTable(GIVEN_TITLE, TEAL, receipt.documents.filter((check) => !isAwaited(check))),
      ...documentTable(AWAITED_TITLE, WARN, receipt.documents.filter(isAwaited)),
      ...(files === '' ? [] : [{ text: files, margin: [0, 10, 0, 0] }]),
      {
        unbreakable: true,
        stack: [
          rule(LINE, 0.75, 14, 8),
          { text: NOT_ACKNOWLEDGEMENT, bold: true },
          { text: heldTogether(town.dataProtectionNotice), fontSize: 8.5, color: INK2, margin: [0, 6, 0, 0] },
        ],
      },
    ],
  };
}

function rule(color: string, width: number, before: number, after: number): Paper {
  return { canvas: [{ type: 'line', x1: 0, y1: 0, x2: WIDTH, y2: 0, lineWidth: width, lineColor: color }], margin: [0, before, 0, after] };
}

/** Two points a module up to 46 of them, and four modules of quiet above its caption. */
function trackingCode(url: string): Paper {
  return {
    width: 130,
    stack: [
      { qr: url, eccLevel: 'M', fit: 92, foreground: INK, alignment: 'right' },
      { text: TRACKING_INVITATION, fontSize: 8, color: INK2, alignment: 'right', margin: [0, 8, 0, 0] },
    ],
  };
}

/** Label and value, with the register's margin rule between them. */
function facts(rows: readonly (readonly [string, string])[]): Paper {
  return {
    layout: 'register',
    table: {
      widths: [90, '*'],
      body: rows.map(([label, value]) => [{ text: label, color: INK2 }, { text: value }]),
    },
  };
}

/** Its title is repeated on each page that the documents take; nothing without documents. */
function documentTable(title: string, color: string, documents: Receipt['documents']): readonly Paper[] {
  if (documents.length === 0) return [];
  return [
    {
      layout: 'lines',
      fontSize: 10,
      margin: [0, 12, 0, 0],
      table: {
        headerRows: 1,
        keepWithHeaderRows: 1,
        dontBreakRows: true,
        widths: ['*', 195],
        body: [[{ text: title, bold: true, fontSize: 13, color }, { text: 'État', color: INK2, margin: [0, 2, 0, 0] }], ...documents.map(documentRow)],
      },
    },
  ];
}

function documentRow(check: DocumentCheck): readonly Paper[] {
  const reason = check.reason === undefined || check.reason === '' ? [] : [{ text: heldTogether(check.reason) }];
  const original = originalWords(check);
  const state = { text: [{ text: documentStatusWord(check.status), bold: isAwaited(check) }, original === '' ? '' : `, ${original}`] };
  return [{ text: heldTogether(check.title) }, { stack: [state, ...reason] }];
}
