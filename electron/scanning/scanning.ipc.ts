import type { SettingsView } from '#shared/contracts/ipc/settings.ts';
import { err } from '#shared/lib/result.ts';
import { handle } from '#electron/ipc/handle.ts';
import { deskProblem, type DeskRoute } from '#electron/ipc/desk-route.ts';
import type { ScanDesk } from './scan-desk.ts';
import type { Sources } from './sources.ts';

const UUID = '([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})';

/** What answers the screens; the desk is ready once it has read what the last start left. */
export type AnswersScanning = { readonly sources: Sources; readonly desk: Promise<ScanDesk> };

export function answerScanningCalls(scanning: () => AnswersScanning | undefined, chooseFolder: () => Promise<SettingsView>): void {
  handle('scanning:devices', () => scanning()?.sources.devices() ?? err('not-installed'));
  handle('scanning:options', (deviceId) => scanning()?.sources.options(deviceId) ?? err('device-gone'));
  handle('scanning:view', async () => (await scanning()?.desk)?.view() ?? null);
  handle('scanning:start', async (wanted) => (await scanning()?.desk)?.start(wanted) ?? err('no-clerk'));
  handle('scanning:stop', async () => (await (await scanning()?.desk)?.stop()) ?? null);
  handle('scanning:edit', async (edit) => (await (await scanning()?.desk)?.edit(edit)) ?? null);
  handle('scanning:take-over', async (ownerId) => (await (await scanning()?.desk)?.takeOver(ownerId)) ?? null);
  handle('scanning:attach', async (label) => (await scanning()?.desk)?.attach(label) ?? err('no-pages'));
  handle('scanning:close', async (outcome) => {
    await (await scanning()?.desk)?.close(outcome);
    return null;
  });
  handle('scanning:choose-folder', chooseFolder);
}

/** The pictures of the pages of the scan under way. */
export function scanningRoutes(desk: Promise<ScanDesk>): readonly DeskRoute[] {
  const pictures = [
    ['small', 'thumbnail'],
    ['page', 'picture'],
  ] as const;
  return pictures.map(([name, kind]) => ({
    method: 'GET',
    pattern: new RegExp(`^/desk/scans/pages/${UUID}/${name}\\.jpg$`),
    handle: async (_request, [, pageId = '']) => {
      const jpeg = await (await desk)[kind](pageId);
      if (jpeg === undefined) return deskProblem(404, 'not-found');
      return new Response(new Uint8Array(jpeg), { headers: { 'content-type': 'image/jpeg', 'cache-control': 'no-store' } });
    },
  }));
}
