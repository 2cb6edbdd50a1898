import { expect, test } from 'vitest';
import type { Procedure } from '../procedure/procedure.ts';
import { proposeSubjects } from './known-subjects.ts';

const procedures = [
  { title: 'Réclamation', keywords: ['plainte', 'recours'], departmentCode: 'CAB' },
  { title: 'Location de salle', keywords: ['réservation'], departmentCode: 'ASS' },
] as unknown as readonly Procedure[];

test('what the town’s letters were about comes before what its procedures are called', () => {
  const past = [{ subject: 'Recours gracieux', departmentCode: 'JUR' }];
  expect(proposeSubjects(past, procedures, 'rec')).toEqual([past[0], { subject: 'Réclamation', departmentCode: 'CAB' }]);
});

test('a subject written as a procedure is called is proposed once, with the department that last took it', () => {
  const past = [{ subject: 'location de  Salle', departmentCode: 'DOM' }];
  expect(proposeSubjects(past, procedures, 'loc')).toEqual(past);
});

test('nothing is proposed before a letter or digit is typed', () => {
  expect([proposeSubjects([], procedures, ''), proposeSubjects([], procedures, ' - ')]).toEqual([[], []]);
});
