import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Plugin } from 'vite';
import { isPermitted } from '#build/lint/licence-expression.ts';
import { APP_FOLDER } from '#build/electron-launch.ts';

const FOLDER = path.join(import.meta.dirname, 'peers');
const MANIFEST = path.join(FOLDER, 'package.json');
const INSTALLED = path.join(FOLDER, 'node_modules', '.installed');

/** Read in the package itself where its manifest says nothing. */
const READ_BY_HAND: Readonly<Record<string, string>> = { 'combine-errors': 'MIT' };

type Manifest = { readonly name?: string; readonly version?: string; readonly license?: string; readonly dependencies?: Readonly<Record<string, string>> };

/** Installs what the bench compares with, from its own lockfile, unless it is there; the versions, by name. */
export function installPeers(): Readonly<Record<string, string>> {
  const lock = readFileSync(path.join(FOLDER, 'package-lock.json'), 'utf8');
  if (!existsSync(INSTALLED) || readFileSync(INSTALLED, 'utf8') !== lock) {
    console.log('installing the peers');
    const { status, stderr } = spawnSync('npm', ['ci', '--ignore-scripts', '--legacy-peer-deps', '--omit=optional', '--prefix', FOLDER], { cwd: FOLDER, encoding: 'utf8', shell: process.platform === 'win32' });
    if (status !== 0) throw new Error(`npm ci of the peers: ${stderr.slice(-2000)}`);
    checkLicences();
    writeFileSync(INSTALLED, lock);
  }
  return { dexie: readManifest(path.join(APP_FOLDER, 'node_modules', 'dexie')).version ?? '', ...readManifest(FOLDER).dependencies };
}

/** Tells the bundler to look for the packages of the peers where they are, whoever asks. */
export function resolvePeers(): Plugin {
  const names = Object.keys(readManifest(FOLDER).dependencies ?? {});
  return {
    name: 'bench:peers',
    enforce: 'pre',
    async resolveId(source, importer) {
      // Taken for Node's own by the bundler, whoever asks.
      if (source === 'events') return path.join(FOLDER, 'node_modules', 'events', 'events.js');
      if (importer === MANIFEST || !names.some((name) => source === name || source.startsWith(`${name}/`))) return null;
      return this.resolve(source, MANIFEST, { skipSelf: true });
    },
  };
}

/** What runs beside the page, in Node. */
export const requirePeer = createRequire(MANIFEST);

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** Nothing of it is shipped; all the same, only what anybody may run. */
function checkLicences(): void {
  const root = path.join(FOLDER, 'node_modules');
  const names = readdirSync(root).flatMap((name) => (name.startsWith('@') ? readdirSync(path.join(root, name)).map((each) => path.join(name, each)) : [name]));
  const manifests = names.filter((name) => existsSync(path.join(root, name, 'package.json'))).map((name) => readManifest(path.join(root, name)));
  const licenceOf = ({ name = '', license }: Manifest): string | undefined => READ_BY_HAND[name] ?? license;
  const refused = manifests.filter((each) => !isPermitted(licenceOf(each) ?? '')).map(({ name, license }) => `${name} (${license ?? 'none'})`);
  if (refused.length > 0) throw new Error(`peers under a licence that is not permitted: ${refused.join(', ')}`);
}
