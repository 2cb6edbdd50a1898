import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base } from '@playwright/test';
import { prepareElectron, type ElectronLaunch } from '#build/electron-launch.ts';
import { openDesk } from '#tests/harness/clerk.ts';
import { launchDesk, type RunningDesk } from '#tests/harness/desk.ts';
import { startGrc, type RunningGrc } from '#tests/harness/grc.ts';
import { startPrinterSimulator, type PrinterSimulator } from '#tests/printer/printer-simulator.ts';

type World = {
  /** How many invented people the town has. */
  readonly citizens: number;
  readonly launch: ElectronLaunch;
  readonly grc: RunningGrc;
  readonly printer: PrinterSimulator;
};
type Desk = { readonly desk: RunningDesk; readonly userData: string };

/** One GRC and one printer for all tests of a file; an enrolled, open and synced desk for each test. */
export const test = base.extend<Desk, World>({
  citizens: [2000, { option: true, scope: 'worker' }],
  launch: [
    async ({}, use) => {
      const launch = await prepareElectron('tests');
      await use(launch);
      launch.close();
    },
    { scope: 'worker' },
  ],
  grc: [
    async ({ citizens }, use) => {
      const folder = mkdtempSync(path.join(tmpdir(), 'plainpied-e2e-grc-'));
      const grc = await startGrc({ dataDir: folder, args: ['--citizens', String(citizens)] });
      await use(grc);
      await grc.stop();
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  printer: [
    async ({}, use) => {
      const printer = await startPrinterSimulator();
      await use(printer);
      await printer.close();
    },
    { scope: 'worker' },
  ],
  userData: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'plainpied-e2e-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  desk: async ({ launch, grc, printer, userData }, use) => {
    const desk = await launchDesk(launch, {
      userData,
      settings: { grc: { kind: 'remote', url: grc.url }, printer: { kind: 'tcp', host: '127.0.0.1', port: printer.port, columns: 48 } },
      env: { PLAINPIED_TRIAL_REMOTE: '1' },
    });
    await openDesk(desk.page, { enrolmentCode: grc.enrolmentCode });
    await desk.page.getByText('À jour').waitFor({ timeout: 90_000 });
    await use(desk);
    await desk.close();
  },
});
