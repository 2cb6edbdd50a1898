import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deskFolderName } from './desk-folder.ts';

const remote = (url: string): string => deskFolderName({ kind: 'remote', url });

test('each kind of GRC has its folder, and each address its own', () => {
  expect([
    deskFolderName(undefined),
    deskFolderName({ kind: 'demo' }),
    deskFolderName({ kind: 'embedded' }),
    remote('https://grc.ville.fr'),
    remote('https://grc.ville.fr:8443/api'),
    remote('http://127.0.0.1:4000'),
  ]).toEqual(['desk-none', 'desk-demo', 'desk-embedded', 'desk-remote-grc.ville.fr', 'desk-remote-grc.ville.fr_3a8443_2fapi', 'desk-remote-127.0.0.1_3a4000']);
});

test('the same GRC written otherwise keeps its folder', () => {
  const same = ['https://grc.ville.fr', 'https://grc.ville.fr/', 'https://GRC.ville.fr:443//', 'http://grc.ville.fr'];
  expect(new Set(same.map(remote)).size).toBe(1);
});

test('two addresses never share a folder, even where case does not count, and a folder has a name that any disk takes', () => {
  const url = fc.webUrl({ validSchemes: ['https'], withQueryParameters: false }).map((text) => text.replace(/\/+$/, ''));
  const place = (text: string): string => `${new URL(text).host}${new URL(text).pathname.replace(/\/+$/, '')}`;
  fc.assert(
    fc.property(url, url, (a, b) => {
      expect(remote(a)).toMatch(/^desk-remote-[a-z0-9._-]+$/);
      expect(remote(a) === remote(b)).toBe(place(a) === place(b));
    }),
  );
  expect(remote('https://g.fr/a_b')).not.toBe(remote('https://g.fr/a/b'));
});
