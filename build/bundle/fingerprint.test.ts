import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { tempFolder } from '#tests/harness/temp-folder.ts';
import { fingerprint } from './fingerprint.ts';

let root: string;

beforeEach(async () => {
  root = tempFolder();
  await mkdir(path.join(root, 'shared'));
  await writeFile(path.join(root, 'shared', 'a.ts'), 'one');
});

test('a changed content, a new name and a new file each change the fingerprint', async () => {
  const seen = [await fingerprint(root, ['shared'])];
  await writeFile(path.join(root, 'shared', 'a.ts'), 'two');
  seen.push(await fingerprint(root, ['shared']));
  await rename(path.join(root, 'shared', 'a.ts'), path.join(root, 'shared', 'b.ts'));
  seen.push(await fingerprint(root, ['shared']));
  await writeFile(path.join(root, 'shared', 'c.ts'), '');
  seen.push(await fingerprint(root, ['shared']));
  expect(new Set(seen).size).toBe(4);
});

test('tests and absent sources do not change it', async () => {
  const before = await fingerprint(root, ['shared']);
  await writeFile(path.join(root, 'shared', 'a.test.ts'), 'anything');
  expect(await fingerprint(root, ['shared', 'absent'])).toBe(before);
});
