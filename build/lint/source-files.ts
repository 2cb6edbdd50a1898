import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** TypeScript files of these folders, as paths relative to `root` with `/` between their parts. */
export async function sourceFiles(root: string, folders: readonly string[]): Promise<readonly string[]> {
  const lists = await Promise.all(folders.map((folder) => readdir(path.join(root, folder), { recursive: true, withFileTypes: true }).catch(() => [])));
  return lists.flat()
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((file) => !file.includes('node_modules/'))
    .sort();
}
