import { writeFile } from 'node:fs/promises';
import { err, ok } from '#shared/lib/result.ts';
import { handle } from '#electron/ipc/handle.ts';
import type { DeskRoute } from '#electron/ipc/desk-route.ts';
import { deskProblem } from '#electron/ipc/desk-route.ts';
import type { DeskPrinting } from './print-from-journal.ts';

const UUID = '([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})';

/** Asks where to save; undefined when the clerk gave up. The name given holds no personal data. */
export type SaveDialog = (suggestedName: string) => Promise<string | undefined>;

export function answerPrintingCalls(printing: () => DeskPrinting | undefined, saveDialog: SaveDialog): void {
  handle('printing:jobs', () => printing()?.jobs() ?? []);
  handle('printing:printer', () => printing()?.printer() ?? { state: 'none' });
  handle('printing:reprint', async (requestId) => (await printing()?.reprint(requestId)) ?? err({ code: 'unknown-request' }));
  handle('printing:resolve', async (jobId, answer) => (await printing()?.resolve(jobId, answer)) ?? []);
  handle('printing:acknowledgement', async (requestId) => (await printing()?.letters.acknowledgement(requestId)) ?? err('unreachable'));
  handle('printing:print-acknowledgement', async (requestId) => (await printing()?.letters.print(requestId)) ?? err('unreachable'));
  handle('printing:acknowledgement-posted', async (delivery) => (await printing()?.letters.posted(delivery)) ?? err('unreachable'));
  handle('printing:save-a4', async (requestId, copy) => {
    const pdf = await printing()?.a4(requestId, copy);
    if (pdf === undefined) return err({ code: 'unknown-request' });
    if (!pdf.ok) return pdf;
    const file = await saveDialog(`recepisse-${requestId.slice(-6)}.pdf`);
    if (file === undefined) return ok({ saved: false });
    try {
      await writeFile(file, pdf.value);
      return ok({ saved: true });
    } catch {
      return err({ code: 'disk-full' });
    }
  });
}

/** A4 papers, for their previews. */
export function printingRoutes(printing: DeskPrinting): readonly DeskRoute[] {
  return [
    {
      method: 'GET',
      pattern: new RegExp(`^/desk/receipts/${UUID}\\.pdf$`),
      handle: async (_request, [, requestId = '']) => {
        const pdf = await printing.a4(requestId, 'original');
        if (!pdf.ok) return deskProblem(404, pdf.refusal.code);
        return pdfAnswer(pdf.value);
      },
    },
    {
      method: 'GET',
      pattern: new RegExp(`^/desk/letters/${UUID}/acknowledgement\\.pdf$`),
      handle: async (_request, [, requestId = '']) => {
        const pdf = await printing.letters.pdfOf(requestId);
        return pdf.ok ? pdfAnswer(pdf.value) : deskProblem(404, pdf.refusal);
      },
    },
  ];
}

function pdfAnswer(pdf: Uint8Array): Response {
  return new Response(new Uint8Array(pdf), { headers: { 'content-type': 'application/pdf', 'cache-control': 'no-store' } });
}
