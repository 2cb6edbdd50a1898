import { writeFile } from 'node:fs/promises';
import type { DayView } from '#shared/contracts/ipc/day.ts';
import { closingOf, daySheet } from '#shared/domain/desk/day-sheet.ts';
import { localDay } from '#shared/lib/dates.ts';
import { err, ok } from '#shared/lib/result.ts';
import { dayPaper } from '#shared/printing/day-paper.ts';
import type { Paper } from '#shared/printing/a4-receipt.ts';
import { handle } from '#electron/ipc/handle.ts';
import type { Journal, SealContext } from './journal.ts';

export type DayPorts = {
  readonly journal: () => Journal | undefined;
  readonly context: () => SealContext;
  readonly newId: () => string;
  readonly pdf: (paper: Paper) => Promise<Uint8Array> | undefined;
  /** Asks where to save; undefined when the clerk gave up. */
  readonly saveDialog: (suggestedName: string) => Promise<string | undefined>;
};

/** The end of the day: what the journal says of today, and its closing, which main makes of the journal alone. */
export function answerDayCalls({ journal, context, newId, pdf, saveDialog }: DayPorts): void {
  async function today(): Promise<DayView | null> {
    const [open, { desk, captured, nowMs }] = [journal(), context()];
    if (open === undefined || desk === undefined) return null;
    const day = localDay(nowMs, desk.town.zone);
    return { ...daySheet(day, await open.numbersOf(day, desk.town.zone)), closedAt: (captured && (await open.openingOf(day, captured.deskId)))?.captured.at ?? null };
  }

  handle('day:sheet', today);
  handle('day:close', async (opId) => {
    const [open, sheet, seal] = [journal(), await today(), context()];
    if (open === undefined || sheet === null) return err({ code: 'not-enrolled' });
    if (seal.captured === undefined) return err({ code: 'no-clerk' });
    const before = await open.openingOf(sheet.day, seal.captured.deskId);
    const opened = before ?? { opId: newId(), id: newId(), day: sheet.day, captured: seal.captured };
    return open.recordIntent({ kind: 'desk-day', opId, opens: before === undefined, opened, closing: closingOf(sheet, seal.captured) }, seal);
  });
  handle('day:save-pdf', async () => {
    const [sheet, { desk, captured, nowMs }] = [await today(), context()];
    if (sheet === null || desk === undefined) return err({ code: 'not-open' });
    const made = await pdf(dayPaper({ sheet, town: desk.town, deskLabel: desk.label, clerk: captured?.clerk.name ?? '', printedAt: new Date(nowMs).toISOString() }));
    if (made === undefined) return err({ code: 'not-open' });
    const file = await saveDialog(`fin-de-journee-${sheet.day}.pdf`);
    if (file === undefined) return ok({ saved: false });
    try {
      await writeFile(file, made);
      return ok({ saved: true });
    } catch {
      return err({ code: 'disk-full' });
    }
  });
}
