import { statfs } from 'node:fs/promises';
import { sql } from 'kysely';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '../storage/open-database.ts';
import type { CallListener } from './answered-call.ts';

/** What Prometheus reads of this process: counts and times by route, never about whom. */
export type Metrics = {
  readonly count: CallListener;
  readonly contentType: string;
  /** The text of one scrape. */
  readonly read: (db: Database, uploadsDir: string, nowMs: number) => Promise<string>;
};

const SEEN_WITHIN_MS = 5 * 60_000;

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const calls = new Counter({ name: 'grc_calls_total', help: 'Calls answered', labelNames: ['method', 'route', 'status'], registers });
  const seconds = new Histogram({
    name: 'grc_call_seconds',
    help: 'Time from a call to its answer',
    labelNames: ['method', 'route'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const enrolled = new Gauge({ name: 'grc_desks_enrolled', help: 'Desks with a credential', registers });
  const seen = new Gauge({ name: 'grc_desks_seen', help: 'Desks whose heartbeat came within 5 minutes', registers });
  const waiting = new Gauge({ name: 'grc_desk_writes_waiting', help: 'Writes that desks said are waiting, at their last heartbeat', registers });
  const freeBytes = new Gauge({ name: 'grc_uploads_free_bytes', help: 'Free space where uploads are kept', registers });
  return {
    contentType: registry.contentType,
    count: ({ method, route, status, ms }) => {
      calls.inc({ method, route, status });
      seconds.observe({ method, route }, ms / 1000);
    },
    read: async (db, uploadsDir, nowMs) => {
      const desks = await db
        .selectFrom('desks')
        .select((select) => [
          select.fn.countAll<string>().as('enrolled'),
          select.fn.countAll<string>().filterWhere('seen_at', '>', nowMs - SEEN_WITHIN_MS).as('seen'),
          sql<string>`coalesce(sum(waiting), 0)`.as('waiting'),
        ])
        .executeTakeFirstOrThrow();
      enrolled.set(Number(desks.enrolled));
      seen.set(Number(desks.seen));
      waiting.set(Number(desks.waiting));
      // Made at the first upload.
      const disk = await statfs(uploadsDir).catch(() => undefined);
      if (disk !== undefined) freeBytes.set(disk.bavail * disk.bsize);
      return registry.metrics();
    },
  };
}
