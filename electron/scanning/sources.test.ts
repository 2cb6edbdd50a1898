import { expect, test } from 'vitest';
import { err, ok } from '#shared/lib/result.ts';
import type { ScannerSource } from './scanner-source.ts';
import { FOLDER_DEVICE, joinSources } from './sources.ts';

const COPIER = { id: FOLDER_DEVICE, name: 'Copieur', kind: 'folder' } as const;
const SCANNER = { id: 'fujitsu:fi', name: 'fi-7160', kind: 'scanner' } as const;
const source = (devices: ScannerSource['devices']): ScannerSource => ({ devices, options: async () => err('device-gone'), scan: async () => ({ end: 'finished' }), recover: async () => undefined, settle: async () => undefined });

test('the copier’s folder comes first, then the scanners', async () => {
  const [sane, folder] = [source(async () => ok([SCANNER])), source(async () => ok([COPIER]))];
  const sources = joinSources(sane, () => folder);
  expect([await sources.devices(), sources.of(FOLDER_DEVICE) === folder, sources.of('fujitsu:fi') === sane]).toEqual([ok([COPIER, SCANNER]), true, true]);
});

test('without SANE there is the folder, and without both a reason', async () => {
  const folder = source(async () => ok([COPIER]));
  const broken = source(async () => err('not-installed'));
  expect([await joinSources(broken, () => folder).devices(), await joinSources(broken, () => undefined).devices(), await joinSources(undefined, () => undefined).devices()]).toEqual([
    ok([COPIER]),
    err('not-installed'),
    err('not-installed'),
  ]);
});

test('only a device that was listed is asked what it can do', async () => {
  const asked: string[] = [];
  const sane = { ...source(async () => ok([SCANNER])), options: async (id: string) => (asked.push(id), err('busy' as const)) };
  const sources = joinSources(sane, () => undefined);
  expect([await sources.options('net:192.0.2.1'), await sources.options(SCANNER.id), asked]).toEqual([err('device-gone'), err('busy'), [SCANNER.id]]);
});

test('a device that was listed is known without another search', async () => {
  let searches = 0;
  const sources = joinSources(
    source(async () => {
      searches += 1;
      return ok([SCANNER]);
    }),
    () => undefined,
  );
  expect([await sources.device(SCANNER.id), await sources.device(SCANNER.id), searches, await sources.device('elsewhere'), searches]).toEqual([SCANNER, SCANNER, 1, undefined, 2]);
});
