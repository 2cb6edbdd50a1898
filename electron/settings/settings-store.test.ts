import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { tempFolder } from '#tests/harness/temp-folder.ts';
import { openSettings, type SettingsStore } from './settings-store.ts';
import { upgradeSettings } from './settings-versions.ts';

let folder: string;
beforeEach(() => {
  folder = tempFolder();
});
const opened = (electron = '45.4.1'): SettingsStore =>
  openSettings({
    file: join(folder, 'settings.json'),
    policyFile: join(folder, 'policy.json'),
    start: { packaged: true, commandLine: undefined, trialRemote: false },
    version: '0.1.0',
    electron,
    nowMs: 7,
  });
const defaults = { printer: { kind: 'none' }, theme: 'system', idleLockMinutes: 10, cacheScope: 'site', letterPrinter: null, scanner: null, scanFolder: null };

test('a first start has defaults and no GRC', () => {
  expect(opened().view()).toEqual({
    settings: defaults,
    locked: [],
    trial: { demoData: false, electronOutOfSupport: false },
    version: '0.1.0',
    electron: '45.4.1',
  });
});

test('a change is told, and is still there at the next start', () => {
  const told: unknown[] = [];
  const settings = opened();
  settings.subscribe((view) => told.push(view.settings.theme));
  settings.change({ theme: 'dark' });
  expect([told, opened().current()]).toEqual([['dark'], { ...defaults, theme: 'dark' }]);
});

test('what the policy says wins over the file and over a change', () => {
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ idleLockMinutes: 60, theme: 'dark' }));
  writeFileSync(join(folder, 'policy.json'), JSON.stringify({ idleLockMinutes: 5, siteToken: 'abc' }));
  const settings = opened();
  settings.change({ idleLockMinutes: 120, theme: 'light' });
  const { settings: seen, locked } = settings.view();
  expect({ seen, locked }).toEqual({ seen: { ...defaults, idleLockMinutes: 5, theme: 'light' }, locked: ['idleLockMinutes'] });
  expect(JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'))).toEqual({ version: 1, ...defaults, idleLockMinutes: 60, theme: 'light' });
});

test('the town’s rules win over the file, the policy wins over them, and neither is written down', () => {
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ idleLockMinutes: 60, cacheScope: 'all' }));
  writeFileSync(join(folder, 'policy.json'), JSON.stringify({ cacheScope: 'site' }));
  const settings = opened();
  const told: unknown[] = [];
  settings.subscribe((view) => told.push([view.settings.idleLockMinutes, view.settings.cacheScope, [...view.locked].sort()]));
  settings.obey({ idleLockMinutes: 3, cacheScope: 'looked-up' });
  settings.change({ idleLockMinutes: 120 });
  expect([told, settings.current().idleLockMinutes, opened().current().idleLockMinutes]).toEqual([Array(2).fill([3, 'site', ['cacheScope', 'idleLockMinutes']]), 3, 60]);
});

test('a broken file is set aside and defaults apply', () => {
  writeFileSync(join(folder, 'settings.json'), '{"theme": "dar');
  expect(opened().current()).toEqual(defaults);
  expect(readdirSync(folder)).toEqual(['settings.json.broken-7']);
});

test('a policy that does not parse imposes nothing', () => {
  writeFileSync(join(folder, 'policy.json'), '{"idleLockMinutes": "often"}');
  expect(opened().view().locked).toEqual([]);
});

test('an Electron out of support says so and works on demo data', () => {
  expect(opened('25.1.1').view().trial).toEqual({ demoData: true, electronOutOfSupport: true });
});

test('settings are upgraded one version at a time, and a newer file is read as it is', () => {
  const steps = { 1: (old: object) => ({ ...old, b: 1 }), 2: (old: object) => ({ ...old, c: 2 }) };
  expect([upgradeSettings({ a: 0 }, steps, 3), upgradeSettings({ version: 9, a: 0 }, steps, 3)]).toEqual([{ a: 0, b: 1, c: 2 }, { a: 0 }]);
});
