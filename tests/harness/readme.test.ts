import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { DEMO_CLERKS } from '#electron/embedded-grc/seed/demo-town.ts';

const root = path.resolve(import.meta.dirname, '../..');
const readme = readFileSync(path.join(root, 'README.md'), 'utf8');

test('the README gives every command, and no other', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
  const run = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);
  const short = [...readme.matchAll(/(?:npm |`)([\w:]+)/g)].map(([, name = '']) => name);
  expect({
    unnamed: Object.keys(scripts).filter((name) => !run.includes(name) && !short.includes(name)),
    unknown: run.filter((name) => !(name in scripts)),
  }).toEqual({ unnamed: [], unknown: [] });
});

test('the README names every folder of the checkout', () => {
  const folders = readdirSync(root).filter((name) => /^[a-z]/.test(name) && statSync(path.join(root, name)).isDirectory());
  const made = ['node_modules', 'dist', 'release', 'demo-output', 'test-results'];
  expect(folders.filter((name) => !made.includes(name) && !readme.includes(`\n    ${name}/ `))).toEqual([]);
});

test('the README gives the demo clerks with their PINs', () => {
  expect(DEMO_CLERKS.filter(({ name, pin }) => !readme.includes(`${name} ${pin}`))).toEqual([]);
});
