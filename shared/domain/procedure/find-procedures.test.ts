import { expect, test } from 'vitest';
import { findProcedures } from './find-procedures.ts';
import type { Procedure } from './procedure.ts';

const procedure = (code: string, title: string, ...keywords: string[]): Procedure => ({ code, title, keywords }) as unknown as Procedure;
const all = [
  procedure('canteen', 'Restauration scolaire', 'cantine', 'repas'),
  procedure('school', 'Inscription scolaire', 'école'),
  procedure('bulky', 'Encombrants', 'déchets', 'école des déchets'),
];
const codes = (typed: string): readonly string[] => findProcedures(all, typed).map((each) => each.code);

test('nothing typed keeps the whole catalogue in its order', () => {
  expect(codes('  ')).toEqual(['canteen', 'school', 'bulky']);
});

test('beginnings of words are enough, in any order and without accents', () => {
  expect([codes('scol insc'), codes('ECOLE'), codes('cant')]).toEqual([['school'], ['school', 'bulky'], ['canteen']]);
});

test('what is in the title comes before what is in the keywords', () => {
  expect(findProcedures([procedure('a', 'Location', 'salle'), procedure('b', 'Salle des fêtes')], 'salle').map((each) => each.code)).toEqual(['b', 'a']);
});

test('a word that nothing begins with finds nothing', () => {
  expect(codes('scolaire passeport')).toEqual([]);
});
