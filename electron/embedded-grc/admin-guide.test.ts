import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { CLI_ENVIRONMENT, CLI_FLAGS } from './cli-options.ts';

const guide = readFileSync(path.join(import.meta.dirname, '../../docs/admin/grc.md'), 'utf8');

test('the administrator’s guide has a row for every option, with its default, and no other', () => {
  const rows = [...guide.matchAll(/^\| `--([\w-]+)` \| (?:`([^`]*)`)?/gm)].map(([, flag = '', given]) => [flag, given]);
  const flags = Object.entries(CLI_FLAGS).map(([flag, kind]) => [flag, kind.type === 'string' && 'default' in kind ? kind.default : undefined]);
  expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(flags));
});

test('the administrator’s guide names what comes from the environment', () => {
  expect([...guide.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name)).toEqual([...CLI_ENVIRONMENT]);
});
