import path from 'node:path';
import { resolveElectron } from './runtime/electron-dist.ts';
import type { ElectronDist } from './runtime/electron-dist.ts';
import { ensureSystemPackages } from './runtime/system-packages.ts';
import type { PackageGroup } from './runtime/system-packages.ts';
import { hasDisplay, startVirtualScreen } from './runtime/virtual-screen.ts';

/** The checkout: the folder that Electron opens as the application, unless told. */
export const APP_FOLDER = path.resolve(import.meta.dirname, '..');

/** All that is needed to start Electron here, on a real or on a virtual screen. */
export type ElectronLaunch = {
  readonly electron: ElectronDist;
  readonly executable: string;
  /** The application folder that is opened: this checkout, or the copy that `PLAINPIED_APP_FOLDER` names. */
  readonly appFolder: string;
  /** Arguments that open an application folder (`appFolder` unless told), followed by the given switches. */
  args(switches?: readonly string[], appFolder?: string): string[];
  /** The environment to start it in: this process's, with the screen to draw on. */
  readonly env: Record<string, string>;
  /** Ends the virtual screen, if one was started. */
  close(): void;
};

/**
 * Finds Electron, installs the missing system packages of the group, and gives it a screen:
 * the one that is there, else a virtual one.
 * Throws with the exact command to run when packages are missing and cannot be installed from here.
 */
export async function prepareElectron(group: PackageGroup): Promise<ElectronLaunch> {
  const electron = await resolveElectron();
  ensureSystemPackages(group, electron.executable);
  const screen = hasDisplay() ? undefined : await startVirtualScreen();
  const appFolder = process.env['PLAINPIED_APP_FOLDER'] ?? APP_FOLDER;
  return {
    electron,
    executable: electron.executable,
    appFolder,
    args: (switches = [], folder = appFolder) => electronArguments(folder, switches, process.getuid?.() === 0),
    env: { ...ownEnvironment(), ...(screen && { DISPLAY: screen.display }) },
    close: () => screen?.close(),
  };
}

/** Chromium refuses to run its sandbox as root, so root (CI, containers) runs without; nobody else does. */
export function electronArguments(appFolder: string, switches: readonly string[], isRoot: boolean): string[] {
  return [...(isRoot ? ['--no-sandbox'] : []), appFolder, ...switches];
}

function ownEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  // Set by some editors' terminals; with it, Electron would start as plain Node.
  return Object.fromEntries(entries.filter(([name]) => name !== 'ELECTRON_RUN_AS_NODE'));
}
