import { Hono } from 'hono';
import { routePath } from 'hono/route';
import type { CacheScope } from '#shared/contracts/grc-api/policy.ts';
import { grcApiRoutes, type GrcApiRoute } from '#shared/contracts/grc-api/routes.ts';
import { startBackground } from './background.ts';
import { authenticate } from './callers.ts';
import { LOOKED_UP_DAYS } from './citizens/retention.ts';
import type { Grc, GrcCall, GrcEnv } from './context.ts';
import { observeCalls, type CallListener } from './operation/answered-call.ts';
import { addressOf, limitCall } from './guard/limit-call.ts';
import { createLimits } from './guard/limits.ts';
import { listen, type Certificate } from './operation/listen.ts';
import type { Metrics } from './operation/metrics.ts';
import { operationRoutes, type OperationOptions } from './operation/operation-routes.ts';
import { gracefulStop, type GracefulStop } from './operation/stop-gracefully.ts';
import { Problem, problemResponse } from './problem.ts';
import { handlers } from './routes/all-handlers.ts';
import { safeHeaders } from './guard/safe-headers.ts';
import { sizeLimit } from './guard/size-limit.ts';
import { sameSecret } from './secrets.ts';
import { openApiDocument } from './openapi/document.ts';
import { openApiPage, PAGE_STYLE } from './openapi/page.ts';
import { openDatabase, type Storage } from './storage/open-database.ts';
import { openHints } from './storage/hints.ts';
import { markRestored } from './storage/mark-restored.ts';
import { isStorageAway } from './storage/storage-away.ts';
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
  /** The storage was put back from a copy since the last start. */
  readonly restored?: boolean;
  /** What its desks may hold of people; `site` when undefined. */
  readonly cacheScope?: CacheScope;
  /** 127.0.0.1 when undefined. */
  readonly host?: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Plain HTTP when undefined. */
  readonly certificate?: Certificate | undefined;
  /** A reverse proxy ends TLS, and its `X-Forwarded-For` says who calls. */
  readonly behindProxy?: boolean;
  readonly clock: () => number;
  /** A bug, said once without what was sent. */
  readonly onError: (route: string, cause: unknown) => void;
  /** Told of each call that was answered. */
  readonly onCall?: CallListener;
  readonly metrics?: Metrics;
  /** Bearer that `/metrics` asks for; without one it answers this machine only. */
  readonly metricsToken?: string | undefined;
};

export type GrcServer = {
  readonly url: string;
  readonly port: number;
  /** 32 bytes; uploads are answered "later" until they are given. */
  readonly unlockUploads: (key: Uint8Array) => void;
  readonly useCertificate: (certificate: Certificate) => void;
  /** Takes no new call, lets those that run end (10 s at most), then closes the storage. */
  readonly close: () => Promise<void>;
};

const GRACE_MS = 10_000;

/** Starts the GRC; rejects when the storage cannot be opened or the address cannot be taken. */
export async function startGrcServer(options: GrcServerOptions): Promise<GrcServer> {
  const { clock, metrics, metricsToken } = options;
  const db = await openDatabase(options.storage);
  const uploads = openUploadStore(options.uploadsDir, options.uploadsEncrypted);
  if (options.restored === true) await markRestored(db);
  await prepareTown(db, options.setup, clock()).catch(async (error: unknown) => {
    await db.destroy();
    throw error;
  });
  const hints = await openHints(db, options.storage);
  const grc: Grc = { db, hints, clock, uploads, limits: createLimits(db), launchSecret: options.launchSecret, demo: options.setup.demo, policy: { idleLockMinutes: 10, cacheScope: options.cacheScope ?? 'site', lookedUpDays: LOOKED_UP_DAYS } };
  const background = startBackground(grc, options.onError);
  const graceful = gracefulStop();
  const app = grcApp(grc, options, graceful, {
    metricsToken,
    metrics: metrics && { contentType: metrics.contentType, read: () => metrics.read(db, options.uploadsDir, clock()) },
  });
  const listening = await listen({
    fetch: app.fetch,
    host: options.host ?? '127.0.0.1',
    port: options.port,
    certificate: options.certificate,
    onServer: graceful.watch,
  }).catch(async (error: unknown) => {
    await background.stop();
    await hints.close();
    await db.destroy();
    throw error;
  });
  return {
    port: listening.port,
    url: listening.url,
    unlockUploads: uploads.unlock,
    useCertificate: listening.useCertificate,
    close: async () => {
      await graceful.stop(GRACE_MS);
      await background.stop();
      await hints.close();
      await db.destroy();
    },
  };
}

function grcApp(grc: Grc, { onError, onCall, metrics, behindProxy = false, certificate }: GrcServerOptions, graceful: GracefulStop, operation: OperationOptions): Hono<GrcEnv> {
  const app = new Hono<GrcEnv>();
  app.use(observeCalls((answered) => {
    onCall?.(answered);
    metrics?.count(answered);
  }));
  app.use(graceful.noteStream);
  app.use(safeHeaders(certificate !== undefined || behindProxy));
  app.use(sizeLimit());
  app.use(async (call, next) => {
    const { launchSecret } = grc;
    if (launchSecret !== undefined && !sameSecret(call.req.header('x-plainpied-launch') ?? '', launchSecret)) {
      throw new Problem({ status: 403, code: 'foreign-caller', messageFr: 'Cet appel ne vient pas du poste.' });
    }
    await next();
  });
  const strangersOnly = async (call: GrcCall, next: () => Promise<void>): Promise<void> => {
    await grc.limits.stranger.take(addressOf(call, behindProxy));
    await next();
  };
  for (const route of grcApiRoutes as readonly GrcApiRoute[]) {
    const handler = handlers[`${route.method} ${route.path}`];
    if (handler === undefined) throw new Error(`no handler for ${route.method} ${route.path}`);
    const path = `/v1${route.path.replace(/\{(\w+)\}/g, ':$1')}`;
    // Hono answers HEAD by the GET of the same path: an upload has none, so that it takes its own.
    app.on(route.method === 'HEAD' ? 'GET' : route.method, path, (call) =>
      limitCall(grc.limits, route, call, addressOf(call, behindProxy), {
        authenticate: () => authenticate(grc, call, route.credential),
        handle: () => handler(grc, call),
      }),
    );
  }
  app.use('/docs/*', strangersOnly);
  app.use('/v1/openapi.json', strangersOnly);
  serveContract(app);
  operationRoutes(app, grc, operation);
  app.notFound(() => problemResponse({ status: 404, code: 'no-such-route', messageFr: 'Cette adresse n’existe pas.' }));
  app.onError((cause, call) => {
    if (cause instanceof Problem) return problemResponse(cause.init);
    if (isStorageAway(cause)) return problemResponse({ status: 503, code: 'storage-away', messageFr: 'La GRC ne peut pas enregistrer pour le moment.', retryable: true, headers: { 'retry-after': '5' } });
    onError(`${call.req.method} ${routePath(call)}`, cause);
    return problemResponse({ status: 500, code: 'internal', messageFr: 'La GRC a rencontré un problème.', retryable: true });
  });
  return app;
}

/** The contract itself holds nobody's data: whoever may reach the server may read it. */
function serveContract(app: Hono<GrcEnv>): void {
  app.get('/v1/openapi.json', (call) => call.json(openApiDocument()));
  app.get('/docs', (call) => call.html(openApiPage()));
  app.get('/docs/style.css', (call) => call.text(PAGE_STYLE, 200, { 'content-type': 'text/css; charset=utf-8' }));
}
