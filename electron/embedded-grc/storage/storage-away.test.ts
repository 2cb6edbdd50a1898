import { expect, test } from 'vitest';
import { isStorageAway } from './storage-away.ts';

const failure = (code: string | undefined, message = ''): Error => Object.assign(new Error(message), code === undefined ? {} : { code });

test.each([
  ['a database that stops', failure('57P01')],
  ['a broken connection', failure('08006')],
  ['a full disk under PostgreSQL', failure('53100')],
  ['a full disk under uploads', failure('ENOSPC')],
  ['nobody at the address', failure('ECONNREFUSED')],
  ['a connection that ended under a query', failure(undefined, 'Connection terminated unexpectedly')],
  ['no connection in time', failure(undefined, 'timeout exceeded when trying to connect')],
])('%s is the storage’s failure', (_, cause) => {
  expect(isStorageAway(cause)).toBe(true);
});

test.each([
  ['a constraint that does not hold', failure('23505')],
  ['a text that is no date', failure('22P02')],
  ['a bug of ours', failure(undefined, 'x is not a function')],
  ['no error at all', 'ECONNREFUSED'],
])('%s is not', (_, cause) => {
  expect(isStorageAway(cause)).toBe(false);
});
