import { expect, test } from 'vitest';
import { readCliOptions } from './cli-options.ts';

const read = (line: string, env: Record<string, string> = {}) => readCliOptions(line === '' ? [] : line.split(' '), env);

test('with nothing said, it serves this machine only, from a folder', () => {
  expect(read('')).toEqual({
    host: '127.0.0.1', port: 8420, tls: undefined, behindProxy: false, data: 'grc-data', databaseUrl: undefined, restored: false, demo: false, demoCitizens: 300, demoRequests: 120,
    town: undefined, code: { value: undefined, days: 7, once: false, departments: undefined }, numberDelayMs: undefined, cacheScope: 'site', metricsToken: undefined,
  });
});

test('secrets of other servers come from the environment, which other users of the machine cannot read', () => {
  expect(read('', { DATABASE_URL: 'postgres://grc@db/grc', GRC_METRICS_TOKEN: 'abc' })).toMatchObject({ databaseUrl: 'postgres://grc@db/grc', metricsToken: 'abc' });
  expect(read('', { DATABASE_URL: '' })).toMatchObject({ databaseUrl: undefined });
});

test.each(['0.0.0.0', '::', '192.168.1.10', 'grc.mairie.example'])('on %s it starts only with TLS, its own or a proxy’s', (host) => {
  expect(() => read(`--host ${host}`)).toThrow('in clear');
  expect(read(`--host ${host} --tls-cert c.pem --tls-key k.pem`)).toMatchObject({ host, tls: { cert: 'c.pem', key: 'k.pem' } });
  expect(read(`--host ${host} --behind-proxy`)).toMatchObject({ host, tls: undefined, behindProxy: true });
});

test('an enrolment code may be given, for one desk, for some days, for some departments', () => {
  expect(read('--code abc --code-once --code-days 30 --code-departments EC,EDU')).toMatchObject({ code: { value: 'abc', days: 30, once: true, departments: ['EC', 'EDU'] } });
});

test.each([
  ['--tls-cert c.pem', 'go together'],
  ['--port 70000', '--port is a whole number'],
  ['--code-days 0', '--code-days is a whole number'],
  ['--port http', '--port is a whole number'],
  ['--number-delay-ms -1', '--number-delay-ms'],
  ['--cache-scope town', '--cache-scope is one of looked-up, site, all'],
  ['--prot 80', '--prot'],
])('%s is refused with a sentence', (line, message) => {
  expect(() => read(line)).toThrow(message);
});
