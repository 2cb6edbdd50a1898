import { expect, test } from 'vitest';
import { refusalToPackage } from './refusal.ts';

test('an Electron out of support is packaged as a trial only', () => {
  const old = { version: '25.1.1', support: 'out-of-support' } as const;
  expect(refusalToPackage(old, false)).toContain('Electron 25.1.1 is out of support');
  expect(refusalToPackage(old, true)).toBeUndefined();
  expect(refusalToPackage({ version: '45.4.1', support: 'supported' }, false)).toBeUndefined();
});
