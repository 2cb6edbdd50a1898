import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readCliOptions, type CliOptions } from './cli-options.ts';
import { logCalls } from './operation/call-log.ts';
import { describeBug } from './operation/describe-bug.ts';
import type { Certificate } from './operation/listen.ts';
import { createMetrics } from './operation/metrics.ts';
import { readTownFile } from './seed/read-town-file.ts';
import { startGrcServer } from './server.ts';

const DAY_MS = 86_400_000;

async function main(options: CliOptions): Promise<void> {
  const { data, databaseUrl, tls } = options;
  const { code } = options;
  const enrolmentCode = code.value ?? randomBytes(9).toString('base64url');
  const server = await startGrcServer({
    storage: databaseUrl !== undefined ? { databaseUrl } : { folder: resolve(data, 'sql') },
    uploadsDir: resolve(data, 'uploads'),
    uploadsEncrypted: false,
    launchSecret: undefined,
    setup: {
      demo: options.demo,
      demoCitizens: options.demoCitizens,
      demoRequests: options.demoRequests,
      enrolmentCode,
      codeKind: code.once ? 'one-time' : 'site',
      codeExpiresAt: Date.now() + code.days * DAY_MS,
      codeScope: code.departments && { procedures: null, departments: code.departments },
      townFile: options.town === undefined ? undefined : readTownFile(options.town),
      numberDelayMs: options.numberDelayMs,
    },
    restored: options.restored,
    cacheScope: options.cacheScope,
    host: options.host,
    port: options.port,
    certificate: tls && readCertificate(tls),
    behindProxy: options.behindProxy,
    clock: Date.now,
    onError: (route, cause) => say({ level: 'error', event: 'bug', route, ...describeBug(cause) }),
    onCall: logCalls((line) => process.stdout.write(`${line}\n`), Date.now),
    metrics: createMetrics(),
    metricsToken: options.metricsToken,
  });
  console.log(`GRC on ${server.url} (${databaseUrl !== undefined ? 'PostgreSQL' : 'PGlite'})`);
  console.log(`Enrolment code: ${enrolmentCode} (${code.once ? 'one desk' : 'any number of desks'}, ${code.days} days)`);

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      say({ level: 'info', event: 'stopping' });
      void server.close().finally(() => process.exit(0));
    });
  }
  // A renewed certificate is taken without a stop.
  process.on('SIGHUP', () => {
    if (tls === undefined) return;
    try {
      server.useCertificate(readCertificate(tls));
      say({ level: 'info', event: 'certificate-renewed' });
    } catch (cause) {
      say({ level: 'error', event: 'certificate-refused', error: cause instanceof Error ? cause.message : 'unknown' });
    }
  });
}

function readCertificate({ cert, key }: { readonly cert: string; readonly key: string }): Certificate {
  return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
}

function say(fields: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), ...fields })}\n`);
}

try {
  await main(readCliOptions(process.argv.slice(2), process.env));
} catch (cause) {
  for (let why = cause; why !== undefined; why = why instanceof Error ? why.cause : undefined) console.error(why instanceof Error ? why.message : why);
  process.exit(1);
}
