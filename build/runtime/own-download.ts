import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cacheFolder } from './cache-folder.ts';
import type { FoundElectron } from './electron-dist.ts';

const RETRY_AFTER_MS = 24 * 60 * 60 * 1000;
const STALLED_AFTER_MS = 15_000;

/** Electron as its own npm package downloads it; undefined, quietly, when this network does not let it. */
export async function ownElectron(): Promise<FoundElectron | undefined> {
  const home = path.dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const there = installedIn(home);
  if (there !== undefined || failedLately()) return there;
  await runInstaller(path.join(home, 'install.js'));
  const now = installedIn(home);
  if (now === undefined) writeFileSync(failureMark(), networkSettings());
  return now;
}

function installedIn(home: string): FoundElectron | undefined {
  const pathFile = path.join(home, 'path.txt');
  const versionFile = path.join(home, 'dist', 'version');
  if (!existsSync(pathFile) || !existsSync(versionFile)) return undefined;
  const dist = path.join(home, 'dist');
  const executable = path.join(dist, readFileSync(pathFile, 'utf8'));
  if (!existsSync(executable)) return undefined;
  return { executable, dist, version: readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') };
}

/** A closed network answers the same every time: ask it once a day, not at each command, unless its settings changed. */
function failedLately(): boolean {
  const mark = failureMark();
  if (!existsSync(mark) || readFileSync(mark, 'utf8') !== networkSettings()) return false;
  return Date.now() - statSync(mark).mtimeMs < RETRY_AFTER_MS;
}

/** A fingerprint, since a proxy's address may hold a password. */
function networkSettings(): string {
  const settings = Object.entries(process.env).filter(([name]) => /electron_mirror|electron_custom_dir|_proxy$/i.test(name)).sort();
  return createHash('sha256').update(JSON.stringify(settings)).digest('hex');
}

function failureMark(): string {
  return path.join(cacheFolder(), 'electron-download-failed');
}

/** Runs the package's installer for as long as bytes arrive, and ends it when none do. */
async function runInstaller(script: string): Promise<void> {
  const temporary = mkdtempSync(path.join(os.tmpdir(), 'plainpied-electron-'));
  const child = spawn(process.execPath, [script], { stdio: 'ignore', env: { ...process.env, TMPDIR: temporary, TEMP: temporary } });
  let running = true;
  const ended = new Promise<void>((resolve) => {
    const end = (): void => { running = false; resolve(); };
    child.once('error', end);
    child.once('exit', end);
  });
  let bytes = -1;
  while (running) {
    await Promise.race([ended, sleep(STALLED_AFTER_MS, undefined, { ref: false })]);
    const now = bytesIn(temporary);
    if (running && now <= bytes + 1) child.kill('SIGKILL');
    bytes = now;
  }
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(cacheFolder(), { recursive: true });
}

function bytesIn(folder: string): number {
  let total = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) total += statSync(path.join(entry.parentPath, entry.name)).size;
  }
  return total;
}
