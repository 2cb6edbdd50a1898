import { readFile } from 'node:fs/promises';
import { protocol, type Session } from 'electron';
import { createLogger } from '#electron/diagnostics/log.ts';
import { APP_SCHEME, isOwnUrl } from '#electron/ipc/own-frame.ts';
import { answerKind, securityHeaders } from './content-policy.ts';
import { rendererFile } from './renderer-files.ts';

const log = createLogger('scheme');

/** Answers requests of one branch of the app's origin. */
export type BranchHandler = (request: Request) => Promise<Response>;
export type AppBranches = {
  /** Folder of the packaged renderer. */
  readonly rendererFolder: string;
  readonly desk: BranchHandler;
  readonly grc: BranchHandler;
};

/** Must run before the app is ready: privileges of a scheme are fixed when Chromium starts. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true, allowServiceWorkers: false },
    },
  ]);
}

/** Serves `plainpied://app/`: the renderer's files, `/desk/*` and `/grc/*`; nothing else exists on the scheme. */
export function serveAppScheme(session: Session, branches: AppBranches): void {
  session.protocol.handle(APP_SCHEME, async (request) => {
    const origin = request.headers.get('origin');
    const { pathname } = new URL(request.url);
    const secured = (answer: Response): Response => withPolicy(pathname, answer);
    if (!isOwnUrl(request.url) || (origin !== null && !isOwnUrl(origin))) return secured(new Response(null, { status: 403 }));
    try {
      if (pathname.startsWith('/desk/')) return secured(await branches.desk(request));
      if (pathname.startsWith('/grc/')) return secured(await branches.grc(request));
      return secured(await fileAnswer(branches.rendererFolder, request.method, pathname));
    } catch (cause) {
      log.error('scheme failed', { branch: pathname.split('/')[1], cause });
      return secured(new Response(null, { status: 500 }));
    }
  });
}

async function fileAnswer(folder: string, method: string, pathname: string): Promise<Response> {
  if (method !== 'GET') return new Response(null, { status: 405 });
  const found = rendererFile(folder, pathname);
  if (found === undefined) return new Response(null, { status: 404 });
  try {
    const bytes = await readFile(found.file);
    // Names of assets carry their hash; the page itself is read again at each start.
    const cacheControl = pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
    return new Response(bytes, { headers: { 'content-type': found.mediaType, 'cache-control': cacheControl } });
  } catch {
    return new Response(null, { status: 404 });
  }
}

function withPolicy(pathname: string, answer: Response): Response {
  const headers = new Headers(answer.headers);
  const kind = answerKind(pathname, headers.get('content-type') ?? 'application/octet-stream');
  for (const [name, value] of Object.entries(securityHeaders(kind))) headers.set(name, value);
  if (kind === 'data' && !headers.has('cache-control')) headers.set('cache-control', 'no-store');
  return new Response(answer.body, { status: answer.status, statusText: answer.statusText, headers });
}
