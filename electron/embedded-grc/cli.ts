import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startGrcServer } from './server.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8420' },
    data: { type: 'string', default: 'grc-data' },
    demo: { type: 'boolean', default: false },
    citizens: { type: 'string', default: '300' },
    requests: { type: 'string', default: '120' },
    code: { type: 'string' },
  },
});

const enrolmentCode = values.code ?? randomBytes(9).toString('base64url');
const databaseUrl = process.env['DATABASE_URL'];
const server = await startGrcServer({
  storage: databaseUrl !== undefined && databaseUrl !== '' ? { databaseUrl } : { folder: resolve(values.data, 'sql') },
  uploadsDir: resolve(values.data, 'uploads'),
  uploadsEncrypted: false,
  launchSecret: undefined,
  setup: { demo: values.demo, enrolmentCode, codeKind: 'site', demoCitizens: Number(values.citizens), demoRequests: Number(values.requests) },
  port: Number(values.port),
  clock: Date.now,
  onError: (route, cause) => console.error(JSON.stringify({ level: 'error', route, error: cause instanceof Error ? cause.stack : 'unknown' })),
});
console.log(`GRC on ${server.url} (${databaseUrl !== undefined && databaseUrl !== '' ? 'PostgreSQL' : 'PGlite'})`);
console.log(`Enrolment code: ${enrolmentCode}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void server.close().finally(() => process.exit(0));
  });
}
