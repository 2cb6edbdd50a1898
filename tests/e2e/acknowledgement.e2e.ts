import { randomBytes } from 'node:crypto';
import { expect } from '@playwright/test';
import type { Page } from 'playwright-core';
import type { DesktopBridge } from '#shared/contracts/ipc/bridge.ts';
import { DEMO_PROCEDURES } from '#electron/embedded-grc/seed/demo-procedures.ts';
import { DEMO_DEPARTMENTS } from '#electron/embedded-grc/seed/demo-town.ts';
import { ZOE } from '#electron/embedded-grc/seed/demo-citizens.ts';
import type { FormValues } from '#shared/domain/service-request/service-request.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { Intent } from '#shared/sync/intent.ts';
import { openDesk } from '#tests/harness/clerk.ts';
import { startCutProxy } from '#tests/harness/cut-proxy.ts';
import { launchDesk } from '#tests/harness/desk.ts';
import { axeFindings, bringAxe, widestOverflow } from '#tests/harness/axe.ts';
import { startIppSimulator, type IppSimulator } from '#tests/printer/ipp-simulator.ts';
import { pdfText } from '#tests/printer/read-paper.ts';
import { test as base } from './desk-fixture.ts';

const test = base.extend<{ readonly a4: IppSimulator }>({
  a4: async ({}, use) => {
    const printer = await startIppSimulator();
    await use(printer);
    await printer.close();
  },
});

const COMPLAINT = { about: 'Bruit', detail: 'La nuit' };

const newId = (): string => uuidv7(Date.now(), randomBytes(10));

/** A demande that came in a letter, as the screen of letters seals it: received on a day of its own. */
function demandeByPost(code: string, form: FormValues): Extract<Intent, { kind: 'visit' }> {
  const procedure = DEMO_PROCEDURES.find((each) => each.code === code);
  const department = DEMO_DEPARTMENTS.find((each) => each.code === procedure?.departmentCode);
  if (procedure === undefined || department === undefined) throw new Error(`no procedure ${code}`);
  return {
    kind: 'visit', opId: newId(), citizens: [], department, receipt: 'print',
    request: {
      id: newId(), procedureCode: procedure.code, procedureVersion: procedure.version, procedureTitle: procedure.title, departmentCode: procedure.departmentCode, channel: 'mail',
      receivedOn: '2026-11-20', applicant: { citizenId: ZOE.id, displayName: 'MARTIN Zoé' }, beneficiaries: [], form, documents: [], attachments: [],
      trackingToken: randomBytes(16).toString('base64url'),
    },
  };
}

/** Sealed by main, then taken up by the screens as after a start. */
async function seal(page: Page, intent: Intent): Promise<void> {
  const sealed = await page.evaluate((given) => (window as unknown as { desktop: DesktopBridge }).desktop.journal.record(given), intent);
  expect(sealed.ok).toBe(true);
  await page.reload();
  await page.getByRole('navigation').waitFor();
}

async function openRequest(page: Page, id: string): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), `#/dossier/${id}`);
  await page.getByRole('heading', { name: 'Accusé de réception' }).waitFor({ timeout: 30_000 });
}

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

test('a demande that came by post: its letter comes out of the A4 printer, and that it was posted is kept by the GRC', async ({ desk, grc, a4 }, testInfo) => {
  const { page } = desk;
  await page.evaluate((letterPrinter) => (window as unknown as { desktop: DesktopBridge }).desktop.settings.change({ letterPrinter }), a4.url);
  const intent = demandeByPost('complaint', COMPLAINT);
  await seal(page, intent);
  await expect.poll(() => a4.papers.length, { timeout: 60_000 }).toBe(1);
  const letter = plain(pdfText(a4.papers[0] ?? Buffer.alloc(0)));
  const facts = ['MARTIN Zoé 3 RUE DU PUITS 99140 VALMONT-SUR-ORLISE', 'Accusé de réception', 'a été reçue le 20 novembre 2026', 'Le service chargé du dossier est', 'À défaut de réponse le 20 janvier 2027', 'réputée rejetée', 'deux mois à compter de la décision'];
  expect(facts.filter((fact) => !letter.includes(fact))).toEqual([]);

  await bringAxe(desk);
  await openRequest(page, intent.request.id);
  await expect(page.getByText('Lettre imprimée.')).toBeVisible();
  await page.screenshot({ path: testInfo.outputPath('letter.png') });
  await page.getByRole('button', { name: 'Envoyé par la poste aujourd’hui' }).press('Enter');
  await expect(page.getByText(/^Envoyé par la poste le /)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Envoyé par la poste aujourd’hui' })).toBeHidden();
  const { deliveries } = await grc.acknowledgement(intent.request.id);
  expect(deliveries.map(({ delivery, acknowledgement }) => [delivery.means, acknowledgement.addressLines, acknowledgement.silenceOn])).toEqual([['posted', ['MARTIN Zoé', '3 RUE DU PUITS', '99140 VALMONT-SUR-ORLISE'], '2027-01-20']]);
  for (const theme of ['light', 'dark'] as const) {
    await page.evaluate((chosen) => (window as unknown as { desktop: DesktopBridge }).desktop.settings.change({ theme: chosen }), theme);
    await expect(page.locator(`html[data-theme=${theme}]`)).toBeAttached();
    expect(await axeFindings(page)).toEqual([]);
    await page.screenshot({ path: testInfo.outputPath(`posted-${theme}.png`) });
  }
  await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2));
  await page.waitForTimeout(300);
  await page.screenshot({ path: testInfo.outputPath('posted-200.png') });
  expect([await widestOverflow(page), desk.complaints]).toEqual([0, []]);
});

test('with no A4 printer the letter is shown; where none is due a sentence says why, and no ticket comes out', async ({ desk, printer }) => {
  const { page } = desk;
  const tickets = printer.jobs.length;
  const letter = demandeByPost('complaint', COMPLAINT);
  const copy = demandeByPost('civil-status-copy', { act: 'birth', person: 'MARTIN Zoé', on: '1984-03-12' });
  await seal(page, letter);
  await seal(page, copy);
  await openRequest(page, letter.request.id);
  await expect(page.getByText('Aucune imprimante A4 n’est réglée', { exact: false })).toBeVisible({ timeout: 30_000 });
  await page.locator('iframe.letter-preview').waitFor();
  const preview = await page.evaluate(async (id) => (await fetch(`/desk/letters/${id}/acknowledgement.pdf`)).headers.get('content-type'), letter.request.id);
  await openRequest(page, copy.request.id);
  await expect(page.getByText('Aucun accusé de réception n’est dû pour cette démarche', { exact: false })).toBeVisible({ timeout: 30_000 });
  expect([preview, printer.jobs.length]).toEqual(['application/pdf', tickets]);
});

test('a GRC that is away: the desk says that the letter comes from it, and prints it when it is back', async ({ launch, grc, userData, a4 }) => {
  const cable = await startCutProxy(grc.url);
  const desk = await launchDesk(launch, { userData, settings: { grc: { kind: 'remote', url: cable.url }, letterPrinter: a4.url }, env: { PLAINPIED_TRIAL_REMOTE: '1' } });
  const { page } = desk;
  await openDesk(page, { enrolmentCode: grc.enrolmentCode });
  await page.getByText('À jour').waitFor({ timeout: 90_000 });
  cable.cut();
  const intent = demandeByPost('complaint', COMPLAINT);
  await seal(page, intent);
  await openRequest(page, intent.request.id);
  await expect(page.getByText('Le serveur ne répond pas', { exact: false })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('Lettre en attente : le serveur ne l’a pas encore délivré.')).toBeVisible();
  cable.mend();
  await expect.poll(() => a4.papers.length, { timeout: 90_000 }).toBe(1);
  await desk.close();
  await cable.close();
});
