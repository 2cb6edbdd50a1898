import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DocumentCheck } from '#shared/domain/document/document-check.ts';
import { changesOf } from './amend-request.ts';

const check: DocumentCheck = { id: '0190a000-0000-7000-8000-000000000001', type: 'plan', title: 'Plan', mandatory: true, status: 'missing', attachmentIds: [] };
const held = { form: { place: 'rue du Puits', blocked: false }, documents: [check], note: undefined };

test('nothing rectified is no change', () => {
  expect(changesOf(held, { form: { ...held.form }, documents: [{ ...check }], note: '' })).toEqual([]);
});

test('each field that differs is one change, with what it replaces', () => {
  expect(changesOf(held, { form: { place: 'rue des Écoles', kind: 'tree' }, documents: [check], note: ' Rappeler ' })).toEqual([
    { field: 'form.blocked', before: false, after: null },
    { field: 'form.kind', before: null, after: 'tree' },
    { field: 'form.place', before: 'rue du Puits', after: 'rue des Écoles' },
    { field: 'note', before: null, after: 'Rappeler' },
  ]);
});

test('a document that was brought since changes the list of documents', () => {
  const provided: DocumentCheck = { ...check, status: 'provided', original: 'returned' };
  expect(changesOf(held, { form: held.form, documents: [provided], note: '' })).toEqual([{ field: 'documents', before: [check], after: [provided] }]);
});

test('applied to what is held, the changes give what was rectified', () => {
  const values = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.oneof(fc.string(), fc.integer(), fc.boolean()));
  fc.assert(
    fc.property(values, values, (before, after) => {
      const form: Record<string, unknown> = { ...before };
      for (const change of changesOf({ form: before, documents: [], note: undefined }, { form: after, documents: [], note: '' })) {
        const name = change.field.slice('form.'.length);
        if (change.after === null) delete form[name];
        else form[name] = change.after;
      }
      expect(form).toEqual({ ...after });
    }),
  );
});
