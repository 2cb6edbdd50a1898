import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parsePins } from './registry-pins.ts';

const json = readFileSync(new URL('./registry-copy.json', import.meta.url), 'utf8');

test('the pins name Electron’s own files only, and rename its executable', () => {
  const { files } = parsePins(json);
  expect(files.filter((file) => file.from.startsWith('resources/'))).toEqual([]);
  expect(files.filter((file) => file.from !== file.to).map((file) => file.to)).toEqual(['electron']);
  expect(files.map((file) => file.to)).toEqual(expect.arrayContaining(['icudtl.dat', 'locales/fr.pak', 'LICENSE.electron.txt']));
});

test.each(['../evil', '/etc/passwd', 'a/../../b'])('a pin that would leave the folder is refused: %s', (to) => {
  const pins = JSON.parse(json) as { files: { to: string }[] };
  pins.files[0] = { ...pins.files[0], to };
  expect(() => parsePins(JSON.stringify(pins))).toThrow();
});
