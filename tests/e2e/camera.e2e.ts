import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import type { Page } from 'playwright-core';
import type { BarcodeFormat } from '#renderer/platform/barcodes.ts';
import type { ServiceRequest } from '#shared/domain/service-request/service-request.ts';
import type { ElectronLaunch } from '#build/electron-launch.ts';
import { countedKeyboard, openDesk, recordComplaint, waitUntilTransmitted } from '#tests/harness/clerk.ts';
import { launchDesk, type RunningDesk } from '#tests/harness/desk.ts';
import { filmCode } from '#tests/harness/fake-camera.ts';
import type { RunningGrc } from '#tests/harness/grc.ts';
import { DEMO_TOWN } from '#electron/embedded-grc/seed/demo-town.ts';
import { test as base } from './desk-fixture.ts';

/** `film`: a file that a camera's film is written to; it goes with the test. */
const test = base.extend<{ readonly film: string }>({
  film: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'plainpied-film-'));
    await use(path.join(folder, 'film.y4m'));
    rmSync(folder, { recursive: true, force: true });
  },
});

/** A request recorded here and known to the GRC; the desk is closed again, for a camera to be plugged in. */
async function recordedRequest({ page, close }: RunningDesk, grc: RunningGrc): Promise<ServiceRequest> {
  const keys = countedKeyboard(page);
  const number = await recordComplaint(page, keys);
  await waitUntilTransmitted(page);
  await close();
  const request = (await grc.holdings()).requests.find(({ deskNumber }) => deskNumber === number);
  if (request === undefined) throw new Error(`the GRC does not hold ${number}`);
  return request;
}

/** The same desk with these switches, before a clerk who has signed in. */
async function reopened(launch: ElectronLaunch, userData: string, switches: readonly string[]): Promise<RunningDesk> {
  const desk = await launchDesk(launch, { userData, env: { PLAINPIED_TRIAL_REMOTE: '1' }, switches });
  await openDesk(desk.page);
  return desk;
}

async function openPanel(page: Page): Promise<void> {
  await page.keyboard.press('Alt+KeyC');
  await page.getByRole('dialog', { name: 'Lire un code avec la caméra' }).waitFor();
}

test.describe('with a camera', () => {
  const codes: readonly { readonly format: BarcodeFormat; readonly of: string; readonly text: (request: ServiceRequest) => string }[] = [
    { format: 'qr', of: 'the tracking code of a receipt', text: ({ trackingToken }) => `${DEMO_TOWN.trackingPortal}/${trackingToken}` },
    { format: 'code128', of: 'the number of a receipt', text: ({ deskNumber }) => deskNumber ?? '' },
  ];
  for (const { format, of, text } of codes) {
    test(`${of} held before it opens the request (${format})`, async ({ desk, launch, grc, userData, film }) => {
      const request = await recordedRequest(desk, grc);
      const { page, complaints, close } = await reopened(launch, userData, filmCode(film, { format, text: text(request) }));
      await openPanel(page);
      await expect.poll(() => page.evaluate(() => location.hash), { timeout: 30_000 }).toBe(`#/dossier/${request.id}`);
      await expect(page.getByRole('dialog')).toBeHidden();
      expect(complaints).toEqual([]);
      await close();
    });
  }

  test('a foreign code is said to be so, and the camera goes on looking until Escape; nobody may listen', async ({ desk, launch, userData, film }) => {
    await desk.close();
    const { page, close } = await reopened(launch, userData, filmCode(film, { format: 'qr', text: 'https://exemple.fr/menu' }));
    await openPanel(page);
    await expect(page.getByText('Ce code n’est pas de la mairie : « https://exemple.fr/menu ».')).toBeVisible({ timeout: 30_000 });
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    expect([await asks(page, { audio: true }), await asks(page, { video: true, audio: true })]).toEqual(['NotAllowedError', 'NotAllowedError']);
    await close();
  });

  test('a camera that the PC refuses is told in a sentence, and can be tried again', async ({ desk, launch, userData, film }) => {
    await desk.close();
    const again = await reopened(launch, userData, filmCode(film, { format: 'qr', text: 'x' }));
    await permit(again, false);
    await openPanel(again.page);
    await expect(again.page.getByText('Ce PC ne laisse pas Plainpied utiliser la caméra', { exact: false })).toBeVisible();
    await permit(again, true);
    await again.page.keyboard.press('Enter');
    await expect(again.page.getByText('Tenez le code devant la caméra, bien à plat.')).toBeVisible();
    await again.close();
  });
});

test('with no camera a sentence says what else to do', async ({ desk }) => {
  await openPanel(desk.page);
  await expect(desk.page.getByText('Aucune caméra sur ce poste', { exact: false })).toBeVisible();
  expect(desk.complaints).toEqual([]);
});

test('the page itself may not compile WebAssembly', async ({ desk }) => {
  const answer = await desk.page.evaluate(() => WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(() => 'compiled', (error: Error) => error.name));
  expect(answer).toBe('CompileError');
});

/** The name of the error that the page gets; undefined when it may. */
function asks(page: Page, constraints: MediaStreamConstraints): Promise<string | undefined> {
  return page.evaluate((wanted) => navigator.mediaDevices.getUserMedia(wanted).then(() => undefined, (error: Error) => error.name), constraints);
}

/** The PC's own setting, which the app cannot see: played at the place where the app answers Chromium. */
function permit(desk: RunningDesk, permitted: boolean): Promise<void> {
  return desk.app.evaluate(({ session }, answer) => session.defaultSession.setPermissionRequestHandler((_, __, tell) => tell(answer)), permitted);
}
