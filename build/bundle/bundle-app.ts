import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { APP_FOLDER } from '../electron-launch.ts';
import { bundleMain } from './main-process.ts';
import { bundleRenderer } from './renderer.ts';
import { copyResources } from './resources.ts';
import { fingerprint } from './fingerprint.ts';
import { replaceFolder } from './replace-folder.ts';

type Part = {
  readonly name: 'electron' | 'renderer' | 'resources';
  /** Files and folders that the result depends on, beside build/bundle and the lockfile. */
  readonly sources: readonly string[];
  build(outputFolder: string): Promise<void>;
};

const PARTS: readonly Part[] = [
  { name: 'electron', sources: ['electron', 'shared'], build: bundleMain },
  { name: 'renderer', sources: ['renderer', 'shared', 'lingui.config.ts'], build: bundleRenderer },
  { name: 'resources', sources: ['build/resources'], build: copyResources },
];

/**
 * Makes dist/ from the sources; a part whose sources did not change since it was made is left alone.
 * A part is replaced whole by a rename, so that an app started meanwhile sees the old or the new one.
 */
export async function bundleApp(): Promise<{ readonly rebuilt: readonly string[]; readonly milliseconds: number }> {
  const started = performance.now();
  const rebuilt: string[] = [];
  for (const part of PARTS) {
    const stamp = await fingerprint(APP_FOLDER, [...part.sources, 'build/bundle', 'tsconfig.base.json', 'package-lock.json']);
    if (await isFresh(part.name, stamp)) continue;
    await rebuild(part, stamp);
    rebuilt.push(part.name);
  }
  return { rebuilt, milliseconds: Math.round(performance.now() - started) };
}

function distFolder(name: string): string {
  return path.join(APP_FOLDER, 'dist', name);
}

function stampFile(name: string): string {
  return path.join(distFolder(name), '.stamp');
}

async function isFresh(name: string, stamp: string): Promise<boolean> {
  return existsSync(stampFile(name)) && (await readFile(stampFile(name), 'utf8')) === stamp;
}

function rebuild(part: Part, stamp: string): Promise<void> {
  return replaceFolder(distFolder(part.name), async (staged) => {
    await part.build(staged);
    await writeFile(path.join(staged, '.stamp'), stamp);
  });
}
