import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isInScope, mayServePeople, narrower, scopeSchema, WHOLE_TOWN, type Scope } from './rights.ts';

const danger = { procedureCode: 'danger', departmentCode: 'VOI' };
const scope = (over: Partial<Scope>): Scope => ({ ...WHOLE_TOWN, ...over });

test.each([
  [['counter'], true],
  [['mail'], true],
  [['supervisor'], true],
  [['it', 'mail'], true],
  [['it'], false],
  [[], false],
] as const)('with the roles %j, people may be looked up: %s', (roles, may) => {
  expect(mayServePeople(roles)).toBe(may);
});

test('what a scope does not say is not limited', () => {
  expect([scopeSchema.parse({}), isInScope(WHOLE_TOWN, danger)]).toEqual([{ procedures: null, departments: null }, true]);
});

test('an empty list is refused: nobody’s rights end by accident', () => {
  expect(scopeSchema.safeParse({ departments: [] }).success).toBe(false);
});

test('a matter is in scope when its procedure and its department are', () => {
  expect([
    isInScope(scope({ procedures: ['danger'] }), danger),
    isInScope(scope({ departments: ['VOI', 'EC'] }), danger),
    isInScope(scope({ procedures: ['danger'], departments: ['EC'] }), danger),
    isInScope(scope({ procedures: ['school'], departments: ['VOI'] }), danger),
  ]).toEqual([true, true, false, false]);
});

const codes = fc.option(fc.uniqueArray(fc.constantFrom('a', 'b', 'c')), { nil: null });
const scopes = fc.record({ procedures: codes, departments: codes });
const matters = fc.record({ procedureCode: fc.constantFrom('a', 'b', 'c'), departmentCode: fc.constantFrom('a', 'b', 'c') });

test('the narrower of two scopes has exactly what both have, whichever comes first', () => {
  fc.assert(
    fc.property(scopes, scopes, matters, (one, other, matter) => {
      const expected = isInScope(one, matter) && isInScope(other, matter);
      expect([isInScope(narrower(one, other), matter), isInScope(narrower(other, one), matter)]).toEqual([expected, expected]);
    }),
  );
});
