import type { Town } from '#shared/domain/desk/town.ts';
import type { Acknowledgement } from '#shared/domain/receipt/acknowledgement.ts';
import { dayInWords } from '#shared/lib/french-day.ts';
import { localDay } from '#shared/lib/dates.ts';
import type { Paper } from './a4-receipt.ts';
import { DUPLICATE_MARK, heldTogether } from './receipt-words.ts';

const TEAL = '#0B5957';
const INK = '#1A2126';
const INK2 = '#414C54';
const WARN = '#6B4000';

const mm = (millimetres: number): number => Math.round((millimetres / 25.4) * 720) / 10;

const LEFT = mm(20);
const TOP = mm(15);
/**
 * Folded in three, in an envelope of 110 x 220 mm whose window of 35 x 100 mm lies 20 mm from the right and from below: the
 * sheet slides by 10 mm across and 11 mm down. What is from 100 to 190 mm and from 55 to 79 mm is always seen; what is outside
 * of 90 to 200 mm and 44 to 90 mm never is.
 */
export const WINDOW = { alwaysSeen: { left: mm(100), right: mm(190), top: mm(55), bottom: mm(79) }, everSeen: { left: mm(90), right: mm(200), top: mm(44), bottom: mm(90) } } as const;
const ADDRESS = { x: mm(103), y: mm(55.1), fontSize: 9.5, lineHeight: 0.79 } as const;
const TEXT_FROM = mm(98);

export type AcknowledgementLetter = {
  readonly acknowledgement: Acknowledgement;
  readonly town: Town;
  /** What the file is known by: numbers for the citizen to quote. */
  readonly references: readonly string[];
  /** When the paper is made: its date. */
  readonly madeAt: string;
  readonly copy: 'original' | 'duplicate';
};

/** The "accusé de réception" as a letter to be posted; the mentions of CRPA R.112-5 are the acknowledgement's own paragraphs. */
export function a4Acknowledgement({ acknowledgement, town, references, madeAt, copy }: AcknowledgementLetter): Paper {
  const { title, addressLines, addressee, paragraphs } = acknowledgement;
  const contact = [town.postalAddress, town.phone, town.email].filter((line) => line !== undefined);
  return {
    pageSize: 'A4',
    pageMargins: [LEFT, TOP, LEFT, mm(20)],
    version: '1.4',
    subset: 'PDF/A-1b',
    language: 'fr-FR',
    info: { title: [title, ...references.slice(0, 1)].join(' '), creationDate: madeAt },
    defaultStyle: { font: 'SourceSans3', fontSize: 11, lineHeight: 1.1, color: INK },
    content: [
      { stack: [{ text: town.name, bold: true, fontSize: 15, color: TEAL }, ...contact.map((text) => ({ text, fontSize: 9, color: INK2 }))], absolutePosition: { x: LEFT, y: TOP } },
      {
        // Narrower than what is left of the window.
        columns: [{ width: mm(66), stack: [...(copy === 'duplicate' ? [{ text: DUPLICATE_MARK, bold: true, fontSize: 13, color: WARN }] : []), ...(references.length === 0 ? [] : [{ text: 'Référence à rappeler', fontSize: 9, color: INK2 }]), ...references.map((text) => ({ text, bold: true }))] }],
        absolutePosition: { x: LEFT, y: mm(56) },
      },
      { stack: (addressLines.length === 0 ? [addressee] : addressLines).map((text) => ({ text, noWrap: true })), fontSize: ADDRESS.fontSize, lineHeight: ADDRESS.lineHeight, absolutePosition: { x: ADDRESS.x, y: ADDRESS.y } },
      { text: `Le ${dayInWords(localDay(Date.parse(madeAt), town.zone))}`, alignment: 'right', margin: [0, TEXT_FROM - TOP, 0, 14] },
      { text: title, bold: true, fontSize: 18, color: TEAL, margin: [0, 0, 0, 12] },
      { text: 'Madame, Monsieur,', margin: [0, 0, 0, 8] },
      ...paragraphs.map((text) => ({ text: heldTogether(text), margin: [0, 0, 0, 8] })),
      {
        unbreakable: true,
        stack: [
          { text: 'Cette lettre est l’accusé de réception prévu aux articles L.112-3 et R.112-5 du code des relations entre le public et l’administration. Conservez-la.', margin: [0, 4, 0, 10] },
          { text: town.name, bold: true, alignment: 'right', margin: [0, 0, 0, 14] },
          { text: heldTogether(town.dataProtectionNotice), fontSize: 8.5, color: INK2 },
        ],
      },
    ],
  };
}
