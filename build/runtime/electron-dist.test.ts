import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { tempFolder } from '#tests/harness/temp-folder.ts';
import { resolveElectron } from './electron-dist.ts';

let dist: string;

beforeEach(async () => {
  dist = tempFolder();
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', dist);
});

afterEach(async () => {
  vi.unstubAllEnvs();
});

test('the folder that the variable names is taken, and its version judged', async () => {
  await writeFile(path.join(dist, 'electron'), '');
  await writeFile(path.join(dist, 'version'), 'v45.4.1\n');
  expect(await resolveElectron()).toEqual({ executable: path.join(dist, 'electron'), dist, version: '45.4.1', support: 'supported' });
});

test('an old Electron is announced as out of support, for trial only', async () => {
  const said = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  await writeFile(path.join(dist, 'electron'), '');
  await writeFile(path.join(dist, 'version'), '25.1.1');
  expect((await resolveElectron()).support).toBe('out-of-support');
  expect(said.mock.calls.flat().join('\n')).toContain('out of support, for trial with demo data only');
});

test('a folder without an Electron is an error that names the variable', async () => {
  await expect(resolveElectron()).rejects.toThrow('ELECTRON_OVERRIDE_DIST_PATH holds no Electron');
});
