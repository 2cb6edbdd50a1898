import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '#tests/harness/temp-folder.ts';
import { configureLog, createLogger } from './log.ts';

let folder: string;

function logFolder(): void {
  folder = tempFolder();
  configureLog({ folder, stderr: false });
}
const lines = (): unknown[] =>
  readFileSync(join(folder, 'plainpied.log'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => ({ ...(JSON.parse(line) as object), at: 'now' }));

test('a line says when, where, what and the ids it was given', () => {
  logFolder();
  createLogger('push').warn('operation refused', { operationId: 'a', attempt: 2 });
  expect(lines()).toEqual([
    { at: 'now', level: 'warn', scope: 'push', message: 'operation refused', operationId: 'a', attempt: 2 },
  ]);
});

test('the file never holds the message of an exception, which may quote data', () => {
  logFolder();
  createLogger('push').error('unreadable', { cause: Object.assign(new SyntaxError('near "Zoé MARTIN"'), { code: 'EBAD' }) });
  const text = readFileSync(join(folder, 'plainpied.log'), 'utf8');
  expect(text).toContain('"error":"SyntaxError","code":"EBAD"');
  expect(text).not.toContain('MARTIN');
});

test('the file is turned over at 1 MiB and three older copies are kept', () => {
  logFolder();
  const log = createLogger('big');
  for (let i = 0; i < 60; i += 1) log.info('x'.repeat(100_000));
  expect(readdirSync(folder).sort()).toEqual(['plainpied.log', 'plainpied.log.1', 'plainpied.log.2', 'plainpied.log.3']);
});
