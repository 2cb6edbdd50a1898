import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formSchema } from '#shared/domain/procedure/procedure.ts';
import { validateForm } from './validate-form.ts';
import { visibleFields } from './visible-fields.ts';

const form = formSchema.parse({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: {
    level: { type: 'string', title: 'Niveau', oneOf: [{ const: 'nursery', title: 'Maternelle' }, { const: 'primary', title: 'Élémentaire' }] },
    canteen: { type: 'boolean', title: 'Cantine' },
    diet: { type: 'string', title: 'Régime', 'x-visible-when': { field: 'canteen', equals: true }, maxLength: 10 },
    dietDetail: { type: 'string', title: 'Précision', 'x-visible-when': { field: 'diet', equals: 'other' } },
    children: { type: 'integer', title: 'Enfants', minimum: 1, maximum: 9 },
    from: { type: 'string', title: 'À partir du', format: 'date' },
    email: { type: 'string', title: 'Courriel', format: 'email' },
    phone: { type: 'string', title: 'Téléphone', format: 'phone' },
    place: { type: 'string', title: 'Lieu', format: 'place', minLength: 3 },
  },
  required: ['level', 'diet'],
  'x-order': ['level', 'canteen', 'diet', 'dietDetail', 'children', 'from', 'email', 'phone', 'place'],
});

test('hidden and empty answers are left out of what is recorded', () => {
  expect(validateForm(form, { level: 'primary', canteen: false, diet: 'vegan', place: '  ' })).toEqual({
    ok: true,
    value: { level: 'primary', canteen: false },
  });
});

test('a required field that is hidden is not asked for', () => {
  expect(validateForm(form, { level: 'primary' })).toEqual({ ok: true, value: { level: 'primary' } });
});

test('a field that rests on a hidden field is hidden, whatever that field still holds', () => {
  expect(visibleFields(form, { canteen: false, diet: 'other' })).not.toContain('dietDetail');
  expect(visibleFields(form, { canteen: true, diet: 'other' })).toContain('dietDetail');
});

test('every wrong field is named once, in the order of the form, with what to do', () => {
  expect(
    validateForm(form, { level: 'college', canteen: true, diet: '', children: 12, from: '31/12/2026', email: 'x', phone: '0199', place: 'a' }),
  ).toEqual({
    ok: false,
    refusal: [
      { field: 'level', messageFr: 'Choisissez une des réponses proposées pour « Niveau ».' },
      { field: 'diet', messageFr: 'Renseignez « Régime ».' },
      { field: 'children', messageFr: '« Enfants » vaut au plus 9.' },
      { field: 'from', messageFr: '« À partir du » est une date : jour, mois, année.' },
      { field: 'email', messageFr: '« Courriel » est une adresse de courriel, par exemple nom@exemple.fr.' },
      { field: 'phone', messageFr: '« Téléphone » est un numéro de téléphone, par exemple 01 99 00 12 34.' },
      { field: 'place', messageFr: '« Lieu » est trop court : au moins 3 caractères.' },
    ],
  });
});

test('an answer to a question that the form does not ask is refused', () => {
  expect(validateForm(form, { level: 'primary', nir: '1' })).toEqual({
    ok: false,
    refusal: [{ field: 'nir', messageFr: 'Le renseignement « nir » n’existe pas dans ce formulaire.' }],
  });
});

test('what was accepted once is accepted again, unchanged', () => {
  const answers = fc.record(
    {
      level: fc.constantFrom('nursery', 'primary'),
      canteen: fc.boolean(),
      diet: fc.constantFrom('none', 'other'),
      dietDetail: fc.string({ minLength: 1 }),
      children: fc.integer({ min: 1, max: 9 }),
    },
    { requiredKeys: ['level', 'diet'] },
  );
  fc.assert(
    fc.property(answers, (values) => {
      const once = validateForm(form, values);
      if (once.ok) expect(validateForm(form, once.value)).toEqual(once);
      else expect.unreachable(JSON.stringify(once.refusal));
    }),
  );
});
