import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleApp } from '#build/bundle/bundle-app.ts';
import { prepareElectron, type ElectronLaunch } from '#build/electron-launch.ts';
import { openSaneBench } from '#electron/scanning/testing/sane-bench.ts';
import type { DesktopBridge } from '#shared/contracts/ipc/bridge.ts';
import { beginVisit, countedKeyboard, openDesk, signIn } from '#tests/harness/clerk.ts';
import { launchDesk, type RunningDesk } from '#tests/harness/desk.ts';
import { startKeyring, type Keyring } from '#tests/harness/keyring.ts';
import { attachmentBytes, layLetters, readPdf, type ReadPdf } from '#tests/harness/scans.ts';
import { printGoal, printTable, rounded } from './figures.ts';
import { scannedLetters } from './letters.ts';
import { residentOfTree } from './memory.ts';
import { watchStalls, type Stalls } from './stalls.ts';

const PAGES = 50;
const DPI = 200;
const DISTINCT = 10;
const GOAL_STALL_MS = 50;
const GOAL_KB = 150;
const SETTLED_MS = 4000;
const IDLE_MS = 10_000;

/** 50 letters in grey at 200 dpi from SANE's feeder to one PDF, in the real app, as a clerk does it. */
export async function run(): Promise<void> {
  await bundleApp();
  const launch = await prepareElectron('tests');
  const folder = mkdtempSync(path.join(tmpdir(), 'plainpied-bench-'));
  const sane = openSaneBench();
  const keyring = await startKeyring();
  try {
    const lay = layLetters(folder, await scannedLetters(DISTINCT, DPI));
    // The backend's feeder holds ten sheets; five of them make fifty.
    const runs = Array.from({ length: PAGES / 10 }, (_, nth) => `scanimage "$@" --batch-start=${nth * 10 + 1} --batch-count=10`).join('; ');
    sane.scripted(`{ ${runs}; } | { ${lay(0)}; }`);
    const desk = await openSettled(launch, folder, keyring, { ...sane.scanimage.env, PATH: `${sane.bin}:${process.env['PATH'] ?? ''}` });
    try {
      await scan(desk);
    } finally {
      await desk.close();
    }
  } finally {
    await keyring.stop();
    sane.close();
    launch.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An ordinary desk on its own demo GRC, once it has nothing else to do. */
async function openSettled(launch: ElectronLaunch, folder: string, keyring: Keyring, env: Record<string, string>): Promise<RunningDesk> {
  const options = { userData: path.join(folder, 'desk'), env: { ...keyring.env, ...env }, switches: keyring.switches };
  const first = await launchDesk(launch, { ...options, settings: { grc: { kind: 'demo' } } });
  await first.page.getByText('Qui est au guichet').waitFor({ timeout: 120_000 });
  await signIn(first.page);
  await first.page.getByText('À jour').waitFor({ timeout: 120_000 });
  await first.close();
  const desk = await launchDesk(launch, options);
  await openDesk(desk.page);
  await desk.page.getByText('À jour').waitFor({ timeout: 120_000 });
  await desk.page.waitForTimeout(SETTLED_MS);
  return desk;
}

async function scan(desk: RunningDesk): Promise<void> {
  const { app, page } = desk;
  const keys = countedKeyboard(page);
  await beginVisit(page, keys, '');
  await keys.press('F8');
  await page.getByLabel('Points par pouce').waitFor();
  await page.waitForTimeout(SETTLED_MS);
  const pid = app.process().pid ?? 0;
  const beforeMb = residentOfTree(pid);
  let peakMb = beforeMb;
  const sampling = setInterval(() => {
    peakMb = Math.max(peakMb, residentOfTree(pid));
  }, 250);
  const stalls = await watchStalls(app, page);
  await page.evaluate(noteAttachment);
  await page.waitForTimeout(IDLE_MS);
  const idle = await stalls.read();

  const started = performance.now();
  await keys.press('F8');
  await page.waitForFunction((count) => document.querySelectorAll('.scan-page img').length === count, PAGES, { timeout: 300_000 });
  await page.getByRole('button', { name: 'Continuer' }).waitFor();
  const readMs = performance.now() - started;
  const reading = await stalls.read();
  await page.locator('#scan-pages').focus();
  const asked = performance.now();
  await keys.press('Enter');
  await page.locator('.visit-files li').waitFor({ timeout: 300_000 });
  const composeMs = performance.now() - asked;
  const composing = await stalls.read();
  stalls.stop();
  clearInterval(sampling);

  const id = await page.evaluate(() => (window as unknown as { benchAttachment: string }).benchAttachment);
  report({ readMs, composeMs, idle, reading, composing, beforeMb, peakMb, pdf: readPdf(await attachmentBytes(page, id)) });
}

/** The scan is forgotten once it is attached: its file is noted in between. Runs in the page. */
function noteAttachment(): void {
  (window as unknown as { desktop: DesktopBridge }).desktop.scanning.onChanged((view) => {
    if (view !== null && view.attached !== null) Object.assign(window, { benchAttachment: view.attached.id });
  });
}

type Figures = {
  readonly readMs: number;
  readonly composeMs: number;
  readonly idle: Stalls;
  readonly reading: Stalls;
  readonly composing: Stalls;
  readonly beforeMb: number;
  readonly peakMb: number;
  readonly pdf: ReadPdf;
};

function report({ readMs, composeMs, idle, reading, composing, beforeMb, peakMb, pdf }: Figures): void {
  if (pdf.pages !== PAGES) throw new Error(`${pdf.pages} pages came out of ${PAGES}`);
  const perSecond = (ms: number): number => rounded(PAGES / (ms / 1000), 2);
  printTable(`${PAGES} letters, grey, ${DPI} dpi`, [
    ['', 'seconds', 'pages a second'],
    ['read, made safe, looked at', readMs / 1000, perSecond(readMs)],
    ['made one PDF and kept', composeMs / 1000, perSecond(composeMs)],
    ['in all', (readMs + composeMs) / 1000, perSecond(readMs + composeMs)],
  ]);
  printTable('Longest stall, ms: of the app itself, and by the clock (with what others on this machine took)', [
    ['', 'main', 'screen', 'main, clock', 'screen, clock'],
    ...Object.entries({ idle, reading, composing }).map(([when, { main, screen }]) => [when, main.own, screen.own, main.wall, screen.wall]),
  ]);
  printTable('Resident memory of all processes, MB', [
    ['before', beforeMb],
    ['at most', peakMb],
  ]);
  const kbPerPage = rounded(pdf.kilobytes / PAGES);
  const stallMainMs = Math.max(reading.main.own, composing.main.own);
  const stallScreenMs = Math.max(reading.screen.own, composing.screen.own);
  const askewDegrees = Math.max(...pdf.skews.map(Math.abs));
  printGoal('kB a page', kbPerPage, GOAL_KB);
  printGoal('longest stall of main, ms', stallMainMs, GOAL_STALL_MS);
  printGoal('longest stall of the screen, ms', stallScreenMs, GOAL_STALL_MS);
  printGoal('degrees askew, at most', askewDegrees, 0.2);
  const stalls = { stallMainMs, stallScreenMs, clockMainMs: Math.max(reading.main.wall, composing.main.wall), clockScreenMs: Math.max(reading.screen.wall, composing.screen.wall) };
  const speeds = { readPagesPerSecond: perSecond(readMs), composePagesPerSecond: perSecond(composeMs), pagesPerSecond: perSecond(readMs + composeMs) };
  console.log(JSON.stringify({ pages: PAGES, dpi: DPI, ...speeds, kbPerPage, ...stalls, memoryBeforeMb: beforeMb, memoryPeakMb: peakMb, askewDegrees }));
}
