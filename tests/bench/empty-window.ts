import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ElectronLaunch } from '#build/electron-launch.ts';
import { startBareElectron, type BareElectron } from './bare-electron.ts';

const MAIN = `
const { app, BrowserWindow } = require('electron');
const path = require('node:path');
app.setPath('userData', app.commandLine.getSwitchValue('user-data-dir'));
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1366, height: 768, webPreferences: { sandbox: true, contextIsolation: true } });
  const address = app.commandLine.getSwitchValue('open');
  void (address === '' ? window.loadFile(path.join(__dirname, 'index.html')) : window.loadURL(address));
});
`;

/** The least that an Electron application can be: one window on one static page, or on the one that `--open=` names. */
export function writeEmptyApp(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: 'empty-window', version: '0.0.0', main: 'main.cjs' }));
  writeFileSync(path.join(folder, 'main.cjs'), MAIN);
  writeFileSync(path.join(folder, 'index.html'), '<!doctype html><meta charset="utf-8"><title>-</title><h1>Bonjour</h1>');
}

/** Starts it; answers with the milliseconds from the start of the process to the first paint. */
export async function openEmptyWindow(launch: ElectronLaunch, options: Parameters<typeof startBareElectron>[1]): Promise<{ readonly electron: BareElectron; readonly ms: number }> {
  const electron = await startBareElectron(launch, options);
  const paintedAt = await electron.page.evaluate(firstPaint, null);
  return { electron, ms: paintedAt - electron.spawnedAt };
}

/** Wall-clock milliseconds of the page's first paint; runs in the page. */
export function firstPaint(): Promise<number> {
  return new Promise((resolve) => {
    const observer = new PerformanceObserver((list) => {
      const entry = list.getEntriesByName('first-paint')[0];
      if (entry === undefined) return;
      observer.disconnect();
      resolve(performance.timeOrigin + entry.startTime);
    });
    observer.observe({ type: 'paint', buffered: true });
  });
}
