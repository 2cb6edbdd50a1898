import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { tempFolder } from '#tests/harness/temp-folder.ts';
import { replaceFolder } from './replace-folder.ts';

let dist: string;
let part: string;
beforeEach(() => {
  dist = path.join(tempFolder(), 'dist');
  part = path.join(dist, 'electron');
});

const filledWith = (...names: readonly string[]) => (staged: string): Promise<void> => {
  for (const name of names) writeFileSync(path.join(staged, name), name);
  return Promise.resolve();
};

test('a new build leaves no file of the one before', async () => {
  await replaceFolder(part, filledWith('main.cjs', 'chunk-a-11111111.cjs'));
  await replaceFolder(part, filledWith('main.cjs', 'chunk-a-22222222.cjs'));
  expect([readdirSync(dist), readdirSync(part).sort()]).toEqual([['electron'], ['chunk-a-22222222.cjs', 'main.cjs']]);
});

test('while it builds, the one before stays whole', async () => {
  await replaceFolder(part, filledWith('main.cjs'));
  await replaceFolder(part, async (staged) => {
    await filledWith('main.cjs', 'new.cjs')(staged);
    expect(readdirSync(part)).toEqual(['main.cjs']);
  });
  expect(readdirSync(part).sort()).toEqual(['main.cjs', 'new.cjs']);
});

test('a build that fails leaves the one before, and nothing beside it', async () => {
  await replaceFolder(part, filledWith('main.cjs'));
  await expect(replaceFolder(part, () => Promise.reject(new Error('syntax')))).rejects.toThrow('syntax');
  expect([readdirSync(dist), readdirSync(part)]).toEqual([['electron'], ['main.cjs']]);
});

test('what a killed build left is removed; what a living one makes is not', async () => {
  const dead = spawnSync('node', ['--version']).pid;
  for (const name of [`.electron-${dead}`, `.electron-${dead}-old`, `.renderer-${dead}`, '.electron-notes', '.electron-1']) mkdirSync(path.join(dist, name), { recursive: true });
  await replaceFolder(part, filledWith('main.cjs'));
  expect(readdirSync(dist).sort()).toEqual(['.electron-1', '.electron-notes', `.renderer-${dead}`, 'electron']);
});
