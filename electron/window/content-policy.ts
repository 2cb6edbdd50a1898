/**
 * Content policy of each kind of answer (decisions.md 22 and 26). A page may only run and reach what we ship; a
 * document shown to the clerk (a receipt, a scan) may run nothing at all, though the engine's own PDF viewer must work.
 */
export type AnswerKind = 'page' | 'worker' | 'wasm-worker' | 'asset' | 'document' | 'data';

const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const TRUSTED_TYPES = "require-trusted-types-for 'script'; trusted-types default";

const POLICIES: Readonly<Record<AnswerKind, string>> = {
  page: [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "frame-src 'self'",
    "media-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    TRUSTED_TYPES,
  ].join('; '),
  worker: `default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; ${TRUSTED_TYPES}`,
  'wasm-worker': `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; base-uri 'none'; ${TRUSTED_TYPES}`,
  asset: NOTHING,
  // No default-src here: the PDF viewer embeds itself as an object and styles its own wrapper.
  document: "script-src 'none'; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
  data: NOTHING,
};

const COMMON: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

/** As the bundler names it; it alone may compile WebAssembly (docs/adr/0004). */
const BARCODE_WORKER = /^\/assets\/barcode-worker-[\w-]+\.js$/;

/** What kind of answer a path gives; scripts carry the worker's policy, which only counts when they start as one. */
export function answerKind(pathname: string, mediaType: string): AnswerKind {
  const bare = mediaType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (bare === 'text/html') return 'page';
  if (bare === 'text/javascript') return BARCODE_WORKER.test(pathname) ? 'wasm-worker' : 'worker';
  if (bare === 'application/pdf') return 'document';
  if (bare === 'application/json' || bare === 'application/problem+json' || bare === 'application/octet-stream') return 'data';
  return 'asset';
}

/** Security headers of an answer on our own scheme. */
export function securityHeaders(kind: AnswerKind): Readonly<Record<string, string>> {
  return { ...COMMON, 'content-security-policy': POLICIES[kind] };
}
