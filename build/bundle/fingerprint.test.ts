import { mkdtemp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fingerprint } from './fingerprint.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'fingerprint-'));
  await mkdir(path.join(root, 'shared'));
  await writeFile(path.join(root, 'shared', 'a.ts'), 'one');
});

afterEach(() => rm(root, { recursive: true }));

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
