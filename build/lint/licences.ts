import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { isPermitted } from './licence-expression.ts';
import { sourceFiles } from './source-files.ts';

const manifestSchema = z.object({
  name: z.string(),
  license: z.union([z.string(), z.object({ type: z.string() }).transform((old) => old.type)]).optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});

/** Read in the package itself where its manifest says nothing that a machine understands. */
const READ_BY_HAND: Readonly<Record<string, string>> = { 'png-js': 'MIT' };

/**
 * Packages that reach users (runtime dependencies, and whatever the product's own files import, with all
 * that these need) under a licence that the project does not allow. Tools of the build are not shipped.
 */
export async function licenceViolations(root: string): Promise<readonly string[]> {
  const queue = (await shippedPackages(root)).map((name) => ({ name, from: root }));
  const seen = new Set<string>();
  const violations: string[] = [];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const home = findPackage(next.name, next.from);
    if (home === undefined || seen.has(home)) continue;
    seen.add(home);
    const manifest = manifestSchema.parse(JSON.parse(await readFile(path.join(home, 'package.json'), 'utf8')));
    const licence = READ_BY_HAND[manifest.name] ?? manifest.license;
    if (licence === undefined || !isPermitted(licence)) violations.push(`${manifest.name}: ${licence ?? 'no licence named'}`);
    const needs = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
    queue.push(...needs.map((name) => ({ name, from: home })));
  }
  return violations.sort();
}

async function shippedPackages(root: string): Promise<readonly string[]> {
  const manifest = manifestSchema.parse(JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')));
  const names = new Set([...Object.keys(manifest.dependencies ?? {}), '@expo-google-fonts/source-sans-3']);
  for (const file of await sourceFiles(root, ['shared', 'electron', 'renderer'])) {
    if (/\.(test|contract)\.tsx?$|\/testing\//.test(file)) continue;
    const source = await readFile(path.join(root, file), 'utf8');
    for (const match of source.matchAll(/(?:from|import)\s*\(?\s*'([^'.#][^']*)'/g)) {
      const specifier = match[1] ?? '';
      if (!specifier.startsWith('node:')) names.add(specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/'));
    }
  }
  names.delete('electron');
  return [...names].sort();
}

/** As Node looks: in the importing package's own node_modules, then in each parent's. */
function findPackage(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'node_modules', name);
    if (existsSync(path.join(candidate, 'package.json'))) return candidate;
    if (path.dirname(folder) === folder) return undefined;
  }
}
