import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleApp } from '#build/bundle/bundle-app.ts';
import { APP_FOLDER, prepareElectron } from '#build/electron-launch.ts';
import { journalPageSchema } from '#shared/contracts/desk-api/desk-api.ts';
import type { SealedIntent } from '#shared/sync/intent.ts';
import { beginVisit, countedKeyboard, fillLetter, openDesk, pickProcedure, recordedNumber, recordLetter, waitUntilTransmitted } from '#tests/harness/clerk.ts';
import { startCutProxy } from '#tests/harness/cut-proxy.ts';
import { launchDesk, type RunningDesk } from '#tests/harness/desk.ts';
import { startGrc } from '#tests/harness/grc.ts';
import { startPrinterSimulator } from '#tests/printer/printer-simulator.ts';
import { samplePdf, samplePng } from './files.ts';
import { keepA4, keepTicket } from './papers.ts';
import { openDemoScanner } from './scan.ts';
import { createSteps } from './steps.ts';

/**
 * The main job on the real Electron, with a real GRC behind a cable that is cut: (a) online, a known person; (b) a new
 * person and two files while the GRC is out of reach; (c) papers scanned, their codes read; (d) a letter; (e) killed right after
 * "enregistré", started again. The last line is one JSON object, every value of which is read from the app, the decoded
 * tickets and the GRC.
 */
const output = path.join(APP_FOLDER, 'demo-output');
rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
const work = mkdtempSync(path.join(tmpdir(), 'plainpied-demo-'));
const userData = path.join(work, 'desk');
const steps = createSteps();

await bundleApp();
const launch = await prepareElectron('tests');
const grc = await steps.run('GRC starts, with its demo town', () => startGrc({ dataDir: path.join(work, 'grc') }));
const cable = await startCutProxy(grc.url);
const printer = await startPrinterSimulator();
const scanner = openDemoScanner(work);
const settings = {
  grc: { kind: 'remote', url: cable.url },
  printer: { kind: 'tcp', host: '127.0.0.1', port: printer.port, columns: 48 },
  scanFolder: scanner.scanFolder,
} as const;
const env = { ...scanner.env, PLAINPIED_TRIAL_REMOTE: '1' };
const numbers: string[] = [];
const letterNumbers: string[] = [];
let shots = 0;
let desk: RunningDesk | undefined;

try {
  const before = await grc.holdings();
  desk = await launchDesk(launch, { userData, settings, env });
  const first = desk;
  await first.page.locator('h1').first().waitFor();
  const coldStartMs = Date.now() - first.startedAt;
  await shoot(first, 'passphrase');
  await steps.run('the desk opens: passphrase, enrolment, PIN', () => openDesk(first.page, { enrolmentCode: grc.enrolmentCode }));
  await first.page.getByText('À jour').waitFor({ timeout: 60_000 });
  await shoot(first, 'accueil');

  await steps.run('(a) online, a known person, three documents ticked', async () => {
    const keys = countedKeyboard(first.page);
    await beginVisit(first.page, keys, 'mar zo 84');
    await shoot(first, 'demande-usager');
    await pickProcedure(first.page, keys, 'stationnement');
    await keys.type('AB-123-CD');
    await keys.press('Tab');
    await keys.press('Space');
    await keys.press('F6');
    for (let document = 0; document < 3; document += 1) await keys.press('Space');
    await shoot(first, 'demande-remplie');
    await keys.press('F9');
    numbers.push(await recordedNumber(first.page));
    await waitUntilTransmitted(first.page);
  });
  await first.page.getByText('Récépissé imprimé.').waitFor();
  await shoot(first, 'recepisse');

  await steps.run('(b) the cable is cut; a new person with two files', async () => {
    cable.cut();
    const keys = countedKeyboard(first.page);
    await beginVisit(first.page, keys, '');
    await keys.press('Insert');
    await first.page.getByLabel('Nom de naissance').fill('QUÉMENER');
    await first.page.getByLabel('Prénoms').fill('Solène');
    await first.page.getByLabel('Né·e le').fill('07061991');
    await first.page.getByLabel('Téléphone').fill('06 39 98 01 55');
    await shoot(first, 'nouvel-usager');
    await keys.press('Enter');
    await pickProcedure(first.page, keys, 'débit');
    await first.page.locator('#visit-field-event input').fill('Fête du quartier');
    await first.page.locator('#visit-field-place input').fill('Place du Marché');
    await first.page.locator('#visit-field-on input').fill('+30');
    await first.page.locator('#visit-field-group input').first().check();
    await first.page.locator('input[type=file]').setInputFiles([
      { name: 'plan.pdf', mimeType: 'application/pdf', buffer: await samplePdf() },
      { name: 'affiche.png', mimeType: 'image/png', buffer: samplePng() },
    ]);
    await first.page.locator('.visit-files li').nth(1).waitFor();
    await shoot(first, 'hors-ligne-pieces-jointes');
    await keys.press('F9');
    numbers.push(await recordedNumber(first.page));
    await first.page.getByText(/Hors ligne/).waitFor({ timeout: 60_000 });
    await first.page.getByText('Récépissé imprimé.').waitFor();
    await shoot(first, 'hors-ligne-recepisse');
  });
  await first.page.keyboard.press('Alt+Digit5');
  await first.page.getByText('En attente sur ce poste').waitFor();
  await shoot(first, 'synchro-hors-ligne');
  await steps.run('(b) the cable is mended: person, request and files leave by themselves', async () => {
    cable.mend();
    await first.page.getByRole('button', { name: 'Réessayer maintenant' }).click();
    await first.page.getByText('Rien n’attend : tout est transmis.').waitFor({ timeout: 120_000 });
  });
  await shoot(first, 'synchro-a-jour');
  await steps.run(`(c) two pages from a ${scanner.name}, attached and transmitted`, async () => {
    const keys = countedKeyboard(first.page);
    await beginVisit(first.page, keys, 'mar zo 84');
    await pickProcedure(first.page, keys, 'stationnement');
    await keys.type('CD-456-EF');
    await keys.press('Tab');
    await keys.press('Space');
    await scanner.scan(first.page, keys, numbers[0] ?? '', async () => {
      await first.page.locator('.found-codes').getByText('Lecture des codes', { exact: false }).waitFor({ state: 'detached', timeout: 60_000 });
      await shoot(first, 'numerisation');
    });
    await shoot(first, 'demande-piece-numerisee');
    await keys.press('F9');
    numbers.push(await recordedNumber(first.page));
    await waitUntilTransmitted(first.page);
    await first.page.getByText('Récépissé imprimé.').waitFor();
  });
  await steps.run('(d) a letter of a known person, in the register of the GRC', async () => {
    const keys = countedKeyboard(first.page);
    await keys.press('F4');
    await first.page.waitForFunction(() => document.activeElement?.id === 'letter-sender-input');
    await fillLetter(first.page, keys, { sender: 'mar zo 84', who: 'MARTIN Zoé12/03/1984', subject: 'réclamation', about: 'Réclamation' });
    await shoot(first, 'courrier');
    letterNumbers.push(await recordLetter(first.page, keys));
    await first.page.getByText(/C-\d{4}-\d+/).first().waitFor({ timeout: 60_000 });
    await shoot(first, 'courrier-enregistre');
  });
  const recordToDurableMs = await first.page.evaluate(() => Math.max(...performance.getEntriesByName('sealed:visit').map(({ duration }) => duration)));
  await otherScreens(first);
  await first.close();

  await steps.run('(e) killed once the journal is flushed, before any paper', async () => {
    const doomed = await launchDesk(launch, { userData, env: { ...env, PLAINPIED_FAILPOINT: 'journal-fsynced-visit' } });
    desk = doomed;
    await openDesk(doomed.page, { clerk: 1 });
    await doomed.page.getByText('À jour').waitFor({ timeout: 60_000 });
    const keys = countedKeyboard(doomed.page);
    await beginVisit(doomed.page, keys, 'mar zo 84');
    await pickProcedure(doomed.page, keys, 'réclamation');
    await keys.type('Bruit la nuit');
    await keys.press('Tab');
    await keys.type('Livraisons à cinq heures.');
    const gone = new Promise<void>((resolve) => doomed.app.process().once('exit', () => resolve()));
    await keys.press('F9').catch(() => undefined);
    await gone;
  });
  const printedBefore = printer.jobs.length;
  const last = await steps.run('(e) started again: the record is there and its receipt prints', async () => {
    const again = await launchDesk(launch, { userData, env });
    desk = again;
    await openDesk(again.page, { clerk: 1 });
    await again.page.getByText('À jour').waitFor({ timeout: 60_000 });
    await until(() => printer.jobs.length > printedBefore, 30_000);
    // A second ticket would come at once: wait for the one that must not.
    await again.page.waitForTimeout(2000);
    return again;
  });
  await last.page.keyboard.press('Alt+Digit1');
  await last.page.getByText('Réclamation').first().waitFor();
  await shoot(last, 'apres-redemarrage');

  const sealed = await readJournal(last);
  const visits = sealed.filter(({ intent }) => intent.kind === 'visit');
  const held = await steps.run('what the GRC holds', async () => {
    const holdings = await grc.holdings();
    writeFileSync(path.join(output, 'grc.json'), JSON.stringify(holdings, null, 2));
    return holdings;
  });
  const tickets = [];
  for (const [index, bytes] of printer.jobs.entries()) tickets.push(await keepTicket(last, bytes, output, `ticket-${index + 1}`));
  for (const [index, { intent }] of visits.entries()) if (intent.kind === 'visit') await keepA4(last, intent.request.id, output, `recepisse-${index + 1}`);

  const known = new Set(before.requests.map(({ id }) => id));
  const arrived = held.requests.filter(({ id }) => !known.has(id));
  const accepted = visits.filter(({ deskNumber }) => arrived.some((request) => request.deskNumber === deskNumber && request.grcNumber !== null));
  const letters = held.mailItems.filter(({ deskNumber, chrono }) => letterNumbers.includes(deskNumber ?? '') && chrono !== null);
  const originals = tickets.filter(({ isReceipt, duplicata }) => isReceipt && !duplicata);
  const printedNumbers = originals.map(({ number }) => number);
  const duplicates = arrived.length - new Set(arrived.map(({ deskNumber }) => deskNumber)).size + (printedNumbers.length - new Set(printedNumbers).size);
  const lost = visits.length - accepted.length;
  const attachmentsVerified = arrived.flatMap(({ attachmentStates }) => attachmentStates).filter(({ verified }) => verified).length;
  const electron = await last.app.evaluate(() => process.versions['electron'] ?? '');
  const ok =
    visits.length === 4 && lost === 0 && duplicates === 0 && originals.length === 4 && attachmentsVerified === 3 && letterNumbers.length === 1 && letters.length === 1 &&
    visits.every(({ deskNumber }) => printedNumbers.includes(deskNumber ?? '')) && numbers.every((number) => printedNumbers.includes(number));
  const complaints = [...first.complaints, ...last.complaints];
  if (complaints.length > 0) console.log(`Complaints of the page:\n${complaints.join('\n')}`);
  console.log(`\n${steps.table()}\n`);
  console.log(JSON.stringify({
    ok: ok && complaints.length === 0, recorded: visits.length, accepted: accepted.length, duplicates, lost, receipts: originals.length, letters: letters.length, attachmentsVerified,
    electron, coldStartMs, recordToDurableMs: Math.round(recordToDurableMs * 10) / 10,
  }));
  process.exitCode = ok && complaints.length === 0 ? 0 : 1;
} catch (error) {
  if (desk !== undefined) await desk.page.screenshot({ path: path.join(output, 'failure.png') }).catch(() => undefined);
  console.error(error);
  process.exitCode = 1;
} finally {
  await desk?.close().catch(() => undefined);
  scanner.close();
  await printer.close();
  await cable.close();
  await grc.stop();
  launch.close();
  rmSync(work, { recursive: true, force: true });
}

/** What the window shows, the PDF viewer too, which a picture of the page alone leaves blank. */
async function shoot({ app, page }: RunningDesk, name: string): Promise<void> {
  shots += 1;
  // The viewer draws in its own time, and says nothing when it has.
  if ((await page.locator('iframe.receipt-preview').count()) > 0) await page.waitForTimeout(1500);
  const png = await app.evaluate(async ({ BrowserWindow }) => {
    const picture = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage();
    return picture?.toPNG().toString('base64') ?? '';
  });
  writeFileSync(path.join(output, `${String(shots).padStart(2, '0')}-${name}.png`), Buffer.from(png, 'base64'));
}

/** A picture of every screen that the job itself did not pass. */
async function otherScreens(desk: RunningDesk): Promise<void> {
  const { page } = desk;
  await page.keyboard.press('F3');
  await page.getByRole('combobox', { name: /Nom, date de naissance/ }).fill('mar zo 84');
  await page.locator('[role=option]').first().waitFor();
  await shoot(desk, 'chercher');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Pièces déjà détenues' }).waitFor();
  await page.waitForTimeout(300);
  await shoot(desk, 'usager');
  await page.locator('.request-row').first().click();
  await page.getByRole('heading', { name: 'Renseignements' }).waitFor();
  await shoot(desk, 'dossier');
  await page.keyboard.press('Alt+Digit6');
  await page.getByRole('heading', { name: 'Réglages' }).waitFor();
  await shoot(desk, 'poste');
  await page.keyboard.press('F1');
  await page.getByRole('dialog').waitFor();
  await shoot(desk, 'raccourcis');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await shoot(desk, 'commandes');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+l');
  await page.getByRole('heading', { name: 'Poste verrouillé' }).waitFor();
  await shoot(desk, 'verrouille');
}

async function readJournal({ page }: RunningDesk): Promise<readonly SealedIntent[]> {
  const answer = await page.evaluate(async () => (await fetch('/desk/journal?after=0')).json() as Promise<unknown>);
  return journalPageSchema.parse(answer).entries;
}

async function until(holds: () => boolean, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
