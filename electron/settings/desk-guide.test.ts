import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { settingsSchema } from '#shared/contracts/ipc/settings.ts';
import { policySchema } from './policy.ts';

/** The rows of the guide's table of settings: member and where it may stand. */
function documented(): Record<string, string> {
  const guide = readFileSync(join(import.meta.dirname, '../../docs/admin/desk.md'), 'utf8');
  const rows = [...guide.matchAll(/^\| `(\w+)` \| (both|policy) \|/gm)];
  return Object.fromEntries(rows.map(([, member = '', where = '']) => [member, where]));
}

test('the administrator’s guide has a row for every setting and every member of the policy, and no other', () => {
  const settings = Object.keys(settingsSchema.unwrap().shape);
  const policy = Object.keys(policySchema.shape);
  const expected = Object.fromEntries(policy.map((member) => [member, settings.includes(member) ? 'both' : 'policy']));
  expect([documented(), settings.filter((member) => !policy.includes(member))]).toEqual([expected, []]);
});
