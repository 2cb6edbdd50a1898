import { CompiledQuery } from 'kysely';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { Problem } from '../problem.ts';
import type { Database } from '../storage/open-database.ts';

/** How much of something one key (a desk, a clerk, an address) may do within a time. */
export type Limit = {
  /** Counts, then throws 429 with `Retry-After` when it was too much. */
  readonly take: (key: string, points?: number) => Promise<void>;
  /** Uncounts what turned out to be in order. */
  readonly giveBack: (key: string) => Promise<void>;
};

export type Limits = {
  /** Calls with a desk's credential, or with the token of a clerk on it. */
  readonly desk: Limit;
  /** Calls from an address that proved nothing: no or a wrong credential, or a public page. */
  readonly stranger: Limit;
  /** Refused enrolments from an address. */
  readonly enrolment: Limit;
  /** Searches by a clerk. */
  readonly search: Limit;
  /** People shown to a clerk, by searches and by reading. */
  readonly shown: Limit;
};

/**
 * Against guessing and enumerating, counted in SQL, so once for all processes on one PostgreSQL; against a flood, counted by
 * each process for itself, so that it costs no statement.
 */
export function createLimits(db: Database): Limits {
  return {
    desk: limit(new RateLimiterMemory({ keyPrefix: 'desk', points: 6_000, duration: 60 })),
    stranger: limit(new RateLimiterMemory({ keyPrefix: 'stranger', points: 300, duration: 60 })),
    // As many as an administrator starts at once; those that succeed are not counted.
    enrolment: limit(counted(db, 'enrolment', 40, 15 * 60)),
    search: limit(counted(db, 'search', 60, 60)),
    shown: limit(counted(db, 'shown', 3_000, 3_600)),
  };
}

function counted(db: Database, keyPrefix: string, points: number, duration: number): RateLimiterPostgres {
  const client = {
    query: async ({ text, values }: { readonly text: string; readonly values: readonly unknown[] }) => {
      const { rows } = await db.executeQuery(CompiledQuery.raw(text, [...values]));
      return { rows, rowCount: rows.length };
    },
  };
  return new RateLimiterPostgres({ storeClient: client, storeType: 'client', tableName: 'rate_limits', tableCreated: true, keyPrefix, points, duration });
}

function limit(limiter: RateLimiterAbstract): Limit {
  return {
    take: async (key, points = 1) => {
      try {
        await limiter.consume(key, points);
      } catch (refused) {
        if (refused instanceof RateLimiterRes) throw tooMany(refused.msBeforeNext);
        throw refused;
      }
    },
    giveBack: async (key) => {
      await limiter.reward(key);
    },
  };
}

function tooMany(waitMs: number): Problem {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  const wait = seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
  return new Problem({
    status: 429,
    code: 'too-many-calls',
    messageFr: `Trop d’appels en peu de temps : réessayez dans ${wait}.`,
    retryable: true,
    headers: { 'retry-after': String(seconds) },
  });
}
