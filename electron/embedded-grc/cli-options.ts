import { parseArgs } from 'node:util';
import { cacheScopeSchema, type CacheScope } from '#shared/contracts/grc-api/policy.ts';

/** What an administrator asked for on the command line and in the environment. */
export type CliOptions = {
  readonly host: string;
  readonly port: number;
  /** Files of a certificate and its key, in PEM. */
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
  /** A reverse proxy ends TLS. */
  readonly behindProxy: boolean;
  readonly data: string;
  /** Undefined: PGlite in the data folder. */
  readonly databaseUrl: string | undefined;
  /** The data was put back from a copy since the last start. */
  readonly restored: boolean;
  readonly demo: boolean;
  readonly demoCitizens: number;
  readonly demoRequests: number;
  /** File of the town's data; undefined: what the storage has stays. */
  readonly town: string | undefined;
  readonly code: {
    /** Undefined: one is made. */
    readonly value: string | undefined;
    readonly days: number;
    /** For one desk, rather than for any number of them. */
    readonly once: boolean;
    /** Codes of the departments that its desks serve; undefined: all. */
    readonly departments: readonly string[] | undefined;
  };
  /** Numbers are given that much later, as by a slow platform; undefined: as the storage has it. */
  readonly numberDelayMs: number | undefined;
  /** What its desks may hold of people. */
  readonly cacheScope: CacheScope;
  readonly metricsToken: string | undefined;
};

/** What the command line takes; docs/admin/grc.md has a row for each. */
export const CLI_FLAGS = {
  'host': { type: 'string', default: '127.0.0.1' },
  'port': { type: 'string', default: '8420' },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  'behind-proxy': { type: 'boolean', default: false },
  'data': { type: 'string', default: 'grc-data' },
  'demo': { type: 'boolean', default: false },
  'citizens': { type: 'string', default: '300' },
  'requests': { type: 'string', default: '120' },
  'restored': { type: 'boolean', default: false },
  'town': { type: 'string' },
  'code': { type: 'string' },
  'code-days': { type: 'string', default: '7' },
  'code-once': { type: 'boolean', default: false },
  'code-departments': { type: 'string' },
  'number-delay-ms': { type: 'string' },
  'cache-scope': { type: 'string', default: 'site' },
} as const;

/** Secrets of other servers: other users of the machine can read a command line, but not these. */
export const CLI_ENVIRONMENT = ['DATABASE_URL', 'GRC_METRICS_TOKEN'] as const;

/** Throws an Error whose message is for the administrator. */
export function readCliOptions(args: readonly string[], env: Readonly<Partial<Record<(typeof CLI_ENVIRONMENT)[number], string | undefined>>>): CliOptions {
  const { values } = parseArgs({
    args: [...args],
    options: CLI_FLAGS,
  });
  const { 'tls-cert': cert, 'tls-key': key, host } = values;
  if ((cert === undefined) !== (key === undefined)) throw new Error('--tls-cert and --tls-key go together');
  const tls = cert !== undefined && key !== undefined ? { cert, key } : undefined;
  if (tls === undefined && !values['behind-proxy'] && !isLoopback(host)) {
    throw new Error(`On ${host}, names and credentials would travel in clear: give --tls-cert and --tls-key, or say --behind-proxy where a reverse proxy ends TLS`);
  }
  return {
    host,
    port: whole('--port', values.port, 0, 65_535),
    tls,
    behindProxy: values['behind-proxy'],
    data: values.data,
    databaseUrl: env.DATABASE_URL || undefined,
    restored: values.restored,
    demo: values.demo,
    demoCitizens: whole('--citizens', values.citizens, 0, 1_000_000),
    demoRequests: whole('--requests', values.requests, 0, 1_000_000),
    town: values.town,
    code: {
      value: values.code,
      days: whole('--code-days', values['code-days'], 1, 365),
      once: values['code-once'],
      departments: values['code-departments']?.split(',').map((each) => each.trim()).filter((each) => each !== ''),
    },
    numberDelayMs: values['number-delay-ms'] === undefined ? undefined : whole('--number-delay-ms', values['number-delay-ms'], 0, 86_400_000),
    cacheScope: scope(values['cache-scope']),
    metricsToken: env.GRC_METRICS_TOKEN || undefined,
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

function scope(text: string): CacheScope {
  const read = cacheScopeSchema.safeParse(text);
  if (!read.success) throw new Error(`--cache-scope is one of ${cacheScopeSchema.options.join(', ')}`);
  return read.data;
}

function whole(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) throw new Error(`${name} is a whole number from ${min} to ${max}`);
  return value;
}
