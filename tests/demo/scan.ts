import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { writePnm } from '#electron/scanning/pixels/pnm.ts';
import { openSaneBench } from '#electron/scanning/testing/sane-bench.ts';
import type { Keyboard } from '#tests/harness/clerk.ts';
import { layLetters, letterWithCodes } from '#tests/harness/scans.ts';
import { samplePdf } from './files.ts';

/** Paper for the desk: SANE's test backend where SANE is installed, else a copier's folder. */
export type DemoScanner = {
  readonly name: 'scanner' | 'copier';
  readonly env: Record<string, string>;
  readonly scanFolder: string;
  /** With a visit open: two pages read and attached, on the first the number of another request. */
  scan(page: Page, keys: Keyboard, number: string, onPages: () => Promise<void>): Promise<void>;
  close(): void;
};

export function openDemoScanner(work: string): DemoScanner {
  const copier = path.join(work, 'copieur');
  mkdirSync(copier);
  return spawnSync('scanimage', ['--version']).status === 0 ? scanner(work, copier) : copierOnly(copier);
}

function scanner(work: string, scanFolder: string): DemoScanner {
  const sane = openSaneBench();
  return {
    name: 'scanner',
    env: { ...sane.scanimage.env, XDG_RUNTIME_DIR: sane.scratch, PATH: `${sane.bin}:${process.env['PATH'] ?? ''}` },
    scanFolder,
    close: sane.close,
    async scan(page, keys, number, onPages) {
      const letters = [letterWithCodes([{ format: 'code128', text: number, left: 300, top: 1500, module: 3 }]), letterWithCodes([])];
      const lay = layLetters(work, letters.map(writePnm));
      sane.scripted(`scanimage "$@" --batch-count=2 | { ${lay(0)}; }`);
      await readAndAttach(page, keys, 'frontend-tester', async () => void (await page.getByLabel('Points par pouce').selectOption('300')), onPages);
    },
  };
}

function copierOnly(scanFolder: string): DemoScanner {
  return {
    name: 'copier',
    env: {},
    scanFolder,
    close: () => undefined,
    async scan(page, keys, _number, onPages) {
      writeFileSync(path.join(scanFolder, '.half'), await samplePdf());
      renameSync(path.join(scanFolder, '.half'), path.join(scanFolder, 'SCAN0001.PDF'));
      await readAndAttach(page, keys, /^Dossier du copieur/, () => Promise.resolve(), async () => {
        await page.getByRole('button', { name: 'Terminer' }).press('Enter');
        await onPages();
      });
    },
  };
}

async function readAndAttach(page: Page, keys: Keyboard, device: RegExp | string, choose: () => Promise<void>, onPages: () => Promise<void>): Promise<void> {
  await keys.press('F8');
  const devices = page.getByLabel('Numériseur');
  await devices.waitFor();
  const names = await devices.locator('option').allTextContents();
  await devices.selectOption({ label: names.find((name) => (typeof device === 'string' ? name === device : device.test(name))) ?? '' });
  await choose();
  await keys.press('F8');
  await page.locator('.scan-page img').nth(1).waitFor({ timeout: 60_000 });
  await onPages();
  await page.locator('#scan-pages').focus();
  await keys.press('Enter');
  await page.locator('.visit-files li').waitFor({ timeout: 30_000 });
}
