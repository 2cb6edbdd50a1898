import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { APP_FOLDER } from '#build/electron-launch.ts';

/** The application as it is built now, in a folder of its own: a build made meanwhile takes no file from under it. */
export function copyApp(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'plainpied-app-'));
  for (const name of ['dist', 'package.json']) cpSync(path.join(APP_FOLDER, name), path.join(folder, name), { recursive: true });
  symlinkSync(path.join(APP_FOLDER, 'node_modules'), path.join(folder, 'node_modules'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
