import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';

const NOT_BUNDLED = /\.(test|contract|e2e|bench)\.tsx?$|\.md$/;

/** A hash of the names and contents of these files and folders under `root`, tests left out. */
export async function fingerprint(root: string, sources: readonly string[]): Promise<string> {
  const files = (await Promise.all(sources.map((source) => filesOf(path.join(root, source))))).flat();
  const hash = createHash('sha256');
  for (const file of files.filter((name) => !NOT_BUNDLED.test(name)).sort()) {
    hash.update(path.relative(root, file)).update('\0').update(await readFile(file)).update('\0');
  }
  return hash.digest('hex');
}

async function filesOf(target: string): Promise<string[]> {
  if (!existsSync(target)) return [];
  if ((await stat(target)).isFile()) return [target];
  const entries = await readdir(target, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}
