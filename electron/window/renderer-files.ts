import { extname, join, resolve, sep } from 'node:path';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

export type RendererFile = { readonly file: string; readonly mediaType: string };

/**
 * The file that a path of `plainpied://app/` names inside the renderer's folder; undefined when it would leave the
 * folder or has an extension that we do not ship. Screens live behind the hash, so `/` is the only page.
 */
export function rendererFile(folder: string, pathname: string): RendererFile | undefined {
  const decoded = decodedOnce(pathname);
  if (decoded === undefined || decoded.includes('\0') || decoded.includes('\\')) return undefined;
  const root = resolve(folder);
  const file = resolve(join(root, decoded === '/' ? 'index.html' : decoded));
  const mediaType = MEDIA_TYPES[extname(file).toLowerCase()];
  if (!file.startsWith(root + sep) || mediaType === undefined) return undefined;
  return { file, mediaType };
}

function decodedOnce(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}
