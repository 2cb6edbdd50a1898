import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { routePath } from 'hono/route';
import { secureHeaders } from 'hono/secure-headers';
import type { AddressInfo } from 'node:net';
import { grcApiRoutes, type GrcApiRoute } from '#shared/contracts/grc-api/routes.ts';
import { MAX_CHUNK_BYTES } from '#shared/contracts/grc-api/uploads.ts';
import { startBackground } from './background.ts';
import { authenticate } from './callers.ts';
import type { Grc, GrcEnv } from './context.ts';
import { Problem, problemResponse } from './problem.ts';
import { handlers } from './routes/all-handlers.ts';
import { sameSecret } from './secrets.ts';
import { openApiDocument } from './openapi/document.ts';
import { openApiPage, PAGE_STYLE } from './openapi/page.ts';
import { openDatabase, type Storage } from './storage/open-database.ts';
import { openUploadStore } from './uploads/upload-store.ts';
import { prepareTown, type TownSetup } from './seed/prepare-town.ts';

export type GrcServerOptions = {
  readonly storage: Storage;
  readonly uploadsDir: string;
  /** Files are encrypted, under a key given later by `unlockUploads`; not where the disk itself is. */
  readonly uploadsEncrypted: boolean;
  /** When set, every call must carry it in `x-plainpied-launch`: only the parent process may speak to this server. */
  readonly launchSecret: string | undefined;
  readonly setup: TownSetup;
  /** 0 for any free one. */
  readonly port: number;
  readonly clock: () => number;
  /** A bug, said once without what was sent. */
  readonly onError: (route: string, cause: unknown) => void;
};

export type GrcServer = {
  readonly url: string;
  readonly port: number;
  /** 32 bytes; uploads are answered "later" until they are given. */
  readonly unlockUploads: (key: Uint8Array) => void;
  readonly close: () => Promise<void>;
};

/** Starts the GRC on loopback. */
export async function startGrcServer(options: GrcServerOptions): Promise<GrcServer> {
  const db = await openDatabase(options.storage);
  const uploads = openUploadStore(options.uploadsDir, options.uploadsEncrypted);
  await prepareTown(db, options.setup, options.clock()).catch(async (error: unknown) => {
    await db.destroy();
    throw error;
  });
  const grc: Grc = { db, clock: options.clock, uploads, launchSecret: options.launchSecret, demo: options.setup.demo };
  const background = startBackground(grc, options.onError);
  const app = grcApp(grc, options.onError);
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: options.port }, ({ port }: AddressInfo) => {
      resolve({
        port,
        url: `http://127.0.0.1:${port}`,
        unlockUploads: uploads.unlock,
        close: async () => {
          await new Promise<void>((closed) => {
            server.close(() => closed());
            if ('closeAllConnections' in server) server.closeAllConnections();
          });
          await background.stop();
          await db.destroy();
        },
      });
    });
  });
}

function grcApp(grc: Grc, onError: GrcServerOptions['onError']): Hono<GrcEnv> {
  const app = new Hono<GrcEnv>();
  app.use(secureHeaders());
  app.use(bodyLimit({ maxSize: MAX_CHUNK_BYTES, onError: () => problemResponse({ status: 413, code: 'too-large', messageFr: 'L’envoi est trop grand.' }) }));
  app.use(async (call, next) => {
    const { launchSecret } = grc;
    if (launchSecret !== undefined && !sameSecret(call.req.header('x-plainpied-launch') ?? '', launchSecret)) {
      throw new Problem({ status: 403, code: 'foreign-caller', messageFr: 'Cet appel ne vient pas du poste.' });
    }
    await next();
  });
  for (const route of grcApiRoutes as readonly GrcApiRoute[]) {
    const handler = handlers[`${route.method} ${route.path}`];
    if (handler === undefined) throw new Error(`no handler for ${route.method} ${route.path}`);
    const path = `/v1${route.path.replace(/\{(\w+)\}/g, ':$1')}`;
    // Hono answers HEAD by the GET of the same path: an upload has none, so that it takes its own.
    app.on(route.method === 'HEAD' ? 'GET' : route.method, path, async (call) => {
      await authenticate(grc, call, route.credential);
      return handler(grc, call);
    });
  }
  serveContract(app);
  app.notFound(() => problemResponse({ status: 404, code: 'no-such-route', messageFr: 'Cette adresse n’existe pas.' }));
  app.onError((cause, call) => {
    if (cause instanceof Problem) return problemResponse(cause.init);
    onError(`${call.req.method} ${routePath(call)}`, cause);
    return problemResponse({ status: 500, code: 'internal', messageFr: 'La GRC a rencontré un problème.', retryable: true });
  });
  return app;
}

/** The contract itself holds nobody's data: whoever may reach the server may read it. */
function serveContract(app: Hono<GrcEnv>): void {
  app.get('/v1/openapi.json', (call) => call.json(openApiDocument(new URL(call.req.url).origin)));
  app.get('/docs', (call) => call.html(openApiPage(), 200, { 'content-security-policy': "default-src 'none'; style-src 'self'; base-uri 'none'" }));
  app.get('/docs/style.css', (call) => call.text(PAGE_STYLE, 200, { 'content-type': 'text/css; charset=utf-8' }));
}
