import { expect, test } from 'vitest';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { Tables } from '../storage/tables.ts';
import { Problem } from '../problem.ts';
import { createLimits } from './limits.ts';

/** The flood limits ask no database; the counted ones are tried on the real servers, in tests/api. */
const noDatabase = new Kysely<Tables>({
  dialect: { createAdapter: () => new PostgresAdapter(), createDriver: () => new DummyDriver(), createIntrospector: (db) => new PostgresIntrospector(db), createQueryCompiler: () => new PostgresQueryCompiler() },
});

test.each([
  ['desk', 6_000],
  ['stranger', 300],
] as const)('a flood from one %s is told when to come back, and stops nobody else', async (kind, points) => {
  const limits = createLimits(noDatabase);
  await limits[kind].take('one', points);
  const refusal: unknown = await limits[kind].take('one').catch((problem: unknown) => problem);
  expect(refusal).toBeInstanceOf(Problem);
  expect((refusal as Problem).init).toEqual({
    status: 429,
    code: 'too-many-calls',
    messageFr: 'Trop d’appels en peu de temps : réessayez dans 60 s.',
    retryable: true,
    headers: { 'retry-after': '60' },
  });
  await expect(limits[kind].take('other')).resolves.toBeUndefined();
});
