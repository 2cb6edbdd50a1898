import { expect, test } from 'vitest';
import { librariesNotFound, packagesOfLibraries } from './shared-libraries.ts';

const LDD = `
	linux-vdso.so.1 (0x00007ffc)
	libffmpeg.so => /opt/electron/libffmpeg.so (0x00007f1)
	libnss3.so => not found
	libsmime3.so => not found
	libgtk-3.so.0 => not found
	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f2)
`;

test('only the libraries that ldd could not find are named', () => {
  expect(librariesNotFound(LDD)).toEqual(['libnss3.so', 'libsmime3.so', 'libgtk-3.so.0']);
});

test('two libraries of one package ask for that package once', () => {
  expect(packagesOfLibraries(librariesNotFound(LDD))).toEqual(['libgtk-3-0', 'libnss3']);
});

test('a library of no known package is an error that names it', () => {
  expect(() => packagesOfLibraries(['libnew.so.9'])).toThrow('libnew.so.9');
});
