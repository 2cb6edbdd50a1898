import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { sourceFiles } from './source-files.ts';

const NAMELESS_FOLDER = /(^|\/)(utils|types|hooks|services|helpers|common|misc)\//;
const KEBAB_FILE = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*\.tsx?$/;

/** What ESLint cannot see: the names of folders and files, and exceptions made without a reason. */
export async function houseViolations(root: string): Promise<readonly string[]> {
  const files = await sourceFiles(root, ['shared', 'electron', 'renderer', 'build', 'tests']);
  const named = files.flatMap((file) => nameViolations(file));
  const exceptions = await Promise.all(files.map(async (file) => exceptionViolations(file, await readFile(path.join(root, file), 'utf8'))));
  return [...named, ...exceptions.flat()];
}

export function nameViolations(file: string): readonly string[] {
  const found: string[] = [];
  if (NAMELESS_FOLDER.test(file)) found.push(`${file}: name the folder after its subject`);
  if (!KEBAB_FILE.test(path.posix.basename(file))) found.push(`${file}: file names are in kebab-case`);
  return found;
}

export function exceptionViolations(file: string, source: string): readonly string[] {
  return source.split('\n').flatMap((line, index) => {
    const exception = /^\s*(?:\/\/|\/\*|\{\/\*).*eslint-disable|(?:\/\/|\/\*)\s*eslint-disable/.test(line);
    return exception && !/eslint-disable[\w-]*\s+[\w@/, -]+?\s--\s+\S/.test(line) ? [`${file}:${index + 1}: an exception names its rule and says why: eslint-disable-next-line rule -- reason`] : [];
  });
}
