import type { SettingsView } from '#shared/contracts/ipc/settings.ts';
import { err } from '#shared/lib/result.ts';
import { handle } from '#electron/ipc/handle.ts';
import { deskProblem, type DeskRoute } from '#electron/ipc/desk-route.ts';
import type { ScanDesk } from './scan-desk.ts';
import type { Sources } from './sources.ts';

const UUID = '([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})';

/** What answers the screens; the desk is ready once it has read what the last start left. */
export type AnswersScanning = {
  readonly sources: Sources;
  readonly desk: Promise<ScanDesk>;
  /** One page of a file that the desk holds, every pixel of it; undefined when there is no such page. */
  readonly pageOfFile: (attachmentId: string, index: number) => Promise<Uint8Array | undefined>;
};

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

/** The pictures of the pages of the scan under way, and of the pages of files for whoever reads their codes. */
export function scanningRoutes({ desk, pageOfFile }: Pick<AnswersScanning, 'desk' | 'pageOfFile'>): readonly DeskRoute[] {
  const pictures = [
    ['small.jpg', 'image/jpeg', 'thumbnail'],
    ['page.jpg', 'image/jpeg', 'picture'],
    ['whole.bmp', 'image/bmp', 'whole'],
  ] as const;
  return [
    ...pictures.map(
      ([name, type, kind]): DeskRoute => ({
        method: 'GET',
        pattern: new RegExp(`^/desk/scans/pages/${UUID}/${name.replace('.', '\\.')}$`),
        handle: async (_request, [, pageId = '']) => picture(await (await desk)[kind](pageId), type),
      }),
    ),
    {
      method: 'GET',
      pattern: new RegExp(`^/desk/attachments/${UUID}/pages/(\\d{1,3})/whole\\.bmp$`),
      handle: async (_request, [, id = '', index = '']) => picture(await pageOfFile(id, Number(index)), 'image/bmp'),
    },
  ];
}

function picture(bytes: Uint8Array | undefined, type: string): Response {
  if (bytes === undefined) return deskProblem(404, 'not-found');
  // Not copied: a whole page weighs megabytes.
  return new Response(bytes as Uint8Array<ArrayBuffer>, { headers: { 'content-type': type, 'cache-control': 'no-store' } });
}
