import type { HttpBindings } from '@hono/node-server';
import { sql } from 'kysely';
import type { Hono } from 'hono';
import type { Grc, GrcCall, GrcEnv } from '../context.ts';
import { Problem } from '../problem.ts';
import { sameSecret } from '../secrets.ts';

const READY_WITHIN_MS = 2_000;

export type OperationOptions = {
  /** Text of the metrics; undefined where nobody reads any. */
  readonly metrics: { readonly contentType: string; readonly read: () => Promise<string> } | undefined;
  /** Bearer that `/metrics` asks for; without one it answers this machine only. */
  readonly metricsToken: string | undefined;
};

/** What a monitor and a load balancer ask; not part of the API, so not under `/v1`. */
export function operationRoutes(app: Hono<GrcEnv>, grc: Grc, { metrics, metricsToken }: OperationOptions): void {
  app.get('/healthz', (call) => call.json({ status: 'ok' }));
  app.get('/readyz', async (call) => {
    if (await answersInTime(grc)) return call.json({ status: 'ready' });
    throw new Problem({ status: 503, code: 'not-ready', messageFr: 'La GRC n’est pas prête.', retryable: true, headers: { 'retry-after': '5' } });
  });
  if (metrics === undefined) return;
  app.get('/metrics', async (call) => {
    checkReader(call, metricsToken);
    return call.body(await metrics.read(), 200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' });
  });
}

/** The storage itself is asked: a process that lives beside a dead database is not ready. */
async function answersInTime({ db }: Grc): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), READY_WITHIN_MS)));
  const answered = sql`select 1 from town`.execute(db).then(() => true, () => false);
  const ready = await Promise.race([answered, late]);
  clearTimeout(timer);
  return ready;
}

function checkReader(call: GrcCall, token: string | undefined): void {
  if (token !== undefined) {
    const [, bearer = ''] = /^Bearer (\S+)$/.exec(call.req.header('authorization') ?? '') ?? [];
    if (sameSecret(bearer, token)) return;
  } else if (isThisMachine((call.env as HttpBindings).incoming.socket.remoteAddress)) return;
  throw new Problem({ status: 403, code: 'metrics-refused', messageFr: 'Les mesures ne sont pas ouvertes à cet appel.' });
}

function isThisMachine(address: string | undefined): boolean {
  return address !== undefined && /^(::ffff:)?127\.|^::1$/.test(address);
}
