import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');

const MANIFEST = {
  name: 'zones', type: 'module',
  imports: { '#shared/*': './shared/*', '#electron/*': './electron/*', '#renderer/*': './renderer/*', '#build/*': './build/*', '#tests/*': './tests/*' },
};

/** One import of one file, `#…` for a file of the tree (made if it is absent), else a package or a Node module. */
export type Import = { readonly from: string; readonly to: string };

/** Runs `use` on a small project on disk that holds exactly these imports, and removes it. */
export async function withTree<Answer>(imports: readonly Import[], use: (root: string) => Promise<Answer>): Promise<Answer> {
  const root = await mkdtemp(path.join(os.tmpdir(), 'zones-'));
  try {
    await writeFile(path.join(root, 'package.json'), JSON.stringify(MANIFEST));
    await symlink(path.join(ROOT, 'node_modules'), path.join(root, 'node_modules'));
    const sources = new Map<string, string>();
    for (const { to } of imports) if (to.startsWith('#') && !to.includes('absent')) sources.set(to.slice(1), 'export const thing = 1;\n');
    for (const { from, to } of imports) sources.set(from, `${sources.get(from) ?? ''}import '${to}';\n`);
    for (const [file, source] of sources) {
      await mkdir(path.dirname(path.join(root, file)), { recursive: true });
      await writeFile(path.join(root, file), source);
    }
    return await use(root);
  } finally {
    await rm(root, { recursive: true });
  }
}
