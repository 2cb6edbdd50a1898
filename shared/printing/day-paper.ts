import type { DayEntry, DaySheet } from '#shared/domain/desk/day-sheet.ts';
import type { Town } from '#shared/domain/desk/town.ts';
import { dayInWords } from '#shared/lib/french-day.ts';
import type { Paper } from './a4-receipt.ts';

export type DayPaperInput = { readonly sheet: DaySheet; readonly town: Town; readonly deskLabel: string; readonly clerk: string; readonly printedAt: string };

/** The end of a day on A4: what was recorded, printed, accepted and numbered, and every number that is not. */
export function dayPaper({ sheet, town, deskLabel, clerk, printedAt }: DayPaperInput): Paper {
  const { counts, entries, lost } = sheet;
  const title = `Fin de journée du ${dayInWords(sheet.day)}`;
  const open = entries.filter((entry) => !entry.voided && remarkOf(entry) !== '');
  const voided = entries.filter((entry) => entry.voided);
  return {
    pageSize: 'A4',
    pageMargins: [56, 48, 56, 56],
    version: '1.4',
    subset: 'PDF/A-1b',
    language: 'fr-FR',
    info: { title, creationDate: printedAt },
    defaultStyle: { font: 'SourceSans3', fontSize: 10.5, color: '#1A2126' },
    content: [
      { text: town.name, bold: true, fontSize: 13, color: '#0B5957' },
      { text: title, bold: true, fontSize: 20, margin: [0, 8, 0, 2] },
      { text: `${deskLabel} · ${clerk}`, margin: [0, 0, 0, 10] },
      {
        layout: 'register',
        table: {
          widths: [150, '*'],
          body: [
            ['Enregistrés', String(counts.recorded)],
            ['Tickets imprimés', String(counts.printed)],
            ['Acceptés par le serveur', String(counts.accepted)],
            ['Numérotés par le serveur', String(counts.numbered)],
            ['Annulés', String(counts.voided)],
            ['Premier et dernier numéros', entries.length === 0 ? 'aucun' : `${entries[0]?.number ?? ''} à ${entries.at(-1)?.number ?? ''}`],
          ],
        },
      },
      { text: sheet.balanced ? 'Tout concorde.' : 'Restent à suivre :', bold: true, margin: [0, 12, 0, 4] },
      ...listOf(open.map((entry) => `${entry.number} : ${remarkOf(entry)}`)),
      ...listOf(lost.map((number) => `${number} : perdu (incident du disque), ne sera jamais redonné`)),
      ...(voided.length === 0 ? [] : [{ text: 'Numéros annulés, gardés avec leur trace', bold: true, margin: [0, 12, 0, 4] }]),
      ...listOf(voided.map(({ number }) => number)),
    ],
  };
}

function listOf(lines: readonly string[]): readonly Paper[] {
  return lines.length === 0 ? [] : [{ ul: lines }];
}

/** What is missing of a record, in words; nothing when all is there. */
export function remarkOf({ paper, answer, grcNumber }: DayEntry): string {
  const remarks = [
    ...(paper === 'not-printed' ? ['ticket non imprimé'] : paper === 'uncertain' ? ['ticket à vérifier'] : []),
    ...(answer === 'waiting' ? ['en attente d’envoi'] : answer === 'refused' ? ['à traiter'] : grcNumber === null ? ['numéro du serveur attendu'] : []),
  ];
  return remarks.join(', ');
}
