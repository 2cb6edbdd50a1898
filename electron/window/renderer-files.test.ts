import { expect, test } from 'vitest';
import { rendererFile } from './renderer-files.ts';

test.each([
  ['/', { file: '/app/renderer/index.html', mediaType: 'text/html; charset=utf-8' }],
  ['/assets/main-Ab3.js', { file: '/app/renderer/assets/main-Ab3.js', mediaType: 'text/javascript; charset=utf-8' }],
  ['/assets/a%20b.woff2', { file: '/app/renderer/assets/a b.woff2', mediaType: 'font/woff2' }],
])('%s is served', (path, file) => {
  expect(rendererFile('/app/renderer', path)).toEqual(file);
});

test.each([
  '/../main.js',
  '/%2e%2e/main.js',
  '/assets/..%2f..%2fmain.js',
  '/..\\main.js',
  '/a%00.js',
  '/%E0%A4%A.js',
  '/../renderer-old/x.js',
  '/secret.pem',
  '/assets',
])('%s is not', (path) => {
  expect(rendererFile('/app/renderer', path)).toBeUndefined();
});
