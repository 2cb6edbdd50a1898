import { expect, test } from 'vitest';
import { answerKind, securityHeaders } from './content-policy.ts';

const policyOf = (pathname: string, mediaType: string): string => securityHeaders(answerKind(pathname, mediaType))['content-security-policy'] ?? '';

test.each([
  ['/', 'text/html; charset=utf-8', 'page'],
  ['/assets/worker-Ab3_x.js', 'text/javascript; charset=utf-8', 'worker'],
  ['/assets/barcode-worker-Ab3_x.js', 'text/javascript; charset=utf-8', 'wasm-worker'],
  ['/desk/attachments/barcode-worker-Ab3.js', 'text/javascript', 'worker'],
  ['/assets/zxing_reader-Ab3.wasm', 'application/wasm', 'asset'],
  ['/desk/receipt.pdf', 'application/pdf', 'document'],
  ['/grc/requests', 'application/problem+json', 'data'],
  ['/desk/x', 'application/octet-stream', 'data'],
])('%s as %s is a %s', (pathname, mediaType, kind) => {
  expect(answerKind(pathname, mediaType)).toBe(kind);
});

test('WebAssembly is compiled in the barcode worker alone, and nothing is made of text anywhere', () => {
  const scripts = [
    policyOf('/', 'text/html'),
    policyOf('/assets/worker-Ab3.js', 'text/javascript'),
    policyOf('/assets/barcode-worker-Ab3.js', 'text/javascript'),
  ].map((policy) => /script-src [^;]*/.exec(policy)?.[0]);
  expect(scripts).toEqual(["script-src 'self'", "script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'"]);
});

test('no kind of answer may reach another origin', () => {
  const kinds = ['page', 'worker', 'wasm-worker', 'asset', 'document', 'data'] as const;
  expect(kinds.filter((kind) => /https?:|\*/.test(securityHeaders(kind)['content-security-policy'] ?? ''))).toEqual([]);
});
