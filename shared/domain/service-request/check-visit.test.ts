import { expect, test } from 'vitest';
import { procedureSchema, type Procedure } from '#shared/domain/procedure/procedure.ts';
import { checkVisit, documentsAsked } from './check-visit.ts';
import { containsNir } from './nir.ts';
import { newPersons, requestOfVisit } from './seal-visit.ts';
import { isUntouched, openVisit, type DraftPerson, type VisitDraft } from './visit-draft.ts';

const uuid = (n: number): string => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
let last = 0;
const fresh = (): VisitDraft => openVisit({ newUuid: () => uuid(++last), trackingToken: 'A'.repeat(22) });

const canteen: Procedure = procedureSchema.parse({
  code: 'canteen',
  version: 2,
  title: 'Inscription à la cantine',
  keywords: ['repas'],
  departmentCode: 'EDU',
  channels: ['counter'],
  applicant: 'required',
  beneficiary: { label: 'Enfant', required: true },
  representativeAllowed: true,
  form: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: { days: { type: 'integer', title: 'Jours', minimum: 1, maximum: 5 }, allergy: { type: 'boolean', title: 'Allergie' } },
    required: ['days'],
    'x-order': ['days', 'allergy'],
  },
  documents: [
    { type: 'income', title: 'Avis d’imposition', mandatory: true, keep: 'copy' },
    { type: 'pai', title: 'Protocole d’accueil', mandatory: true, keep: 'copy', 'x-visible-when': { field: 'allergy', equals: true } },
  ],
  silence: { effect: 'acceptance', months: 2, legalBasis: 'CRPA L.231-1', validFrom: '2026-01-01', approvedBy: 'DGS' },
});
const danger: Procedure = { ...canteen, applicant: 'optional', beneficiary: undefined };
const zoe: DraftPerson = { kind: 'known', citizenId: uuid(900), displayName: 'MARTIN Zoé' };
const leo: DraftPerson = {
  kind: 'new',
  opId: uuid(901),
  citizen: { id: uuid(902), birthName: 'Martin', firstNames: 'Léo', phones: [], emails: [] },
  displayName: 'MARTIN Léo',
};
const missing = (n: number) => ({ id: uuid(n), status: 'missing' as const, reason: '' });

test('without a procedure nothing else is asked yet', () => {
  expect(checkVisit(fresh(), undefined)).toEqual([{ code: 'procedure-missing' }]);
});

test('every gap of a visit is named at once, in the order of the screen', () => {
  expect(checkVisit(fresh(), canteen)).toEqual([
    { code: 'applicant-missing' },
    { code: 'beneficiary-missing', label: 'Enfant' },
    { code: 'field', field: 'days', messageFr: 'Renseignez « Jours ».' },
  ]);
});

test('anonymous is accepted only where the procedure allows it', () => {
  const visit: VisitDraft = { ...fresh(), applicant: 'anonymous', values: { days: 1 } };
  expect(checkVisit(visit, danger)).toEqual([]);
  expect(checkVisit({ ...visit, beneficiaries: [leo] }, canteen)).toEqual([{ code: 'applicant-missing' }]);
});

test('a missing document never stops a visit', () => {
  const visit: VisitDraft = { ...fresh(), applicant: zoe, beneficiaries: [leo], values: { days: 4 }, documents: { income: missing(1) } };
  expect(checkVisit(visit, canteen)).toEqual([]);
});

test('a social security number is refused wherever it is typed', () => {
  const visit: VisitDraft = { ...fresh(), applicant: zoe, beneficiaries: [leo], values: { days: 4 }, note: 'NIR 2 84 03 75 116 005' };
  expect(checkVisit(visit, canteen)).toEqual([{ code: 'nir', field: 'note' }]);
});

test('a document is asked for only when its condition holds', () => {
  const asked = (values: VisitDraft['values']): readonly string[] => documentsAsked(canteen, values).map((document) => document.type);
  expect([asked({}), asked({ allergy: true })]).toEqual([['income'], ['income', 'pai']]);
});

test('a visit becomes the whole request, new persons apart with their own keys', () => {
  const visit: VisitDraft = {
    ...fresh(),
    applicant: zoe,
    beneficiaries: [leo],
    values: { days: 4, allergy: false },
    documents: { income: { id: uuid(1), status: 'provided', reason: ' ', original: 'returned' }, pai: missing(2) },
    note: '  ',
  };
  expect(newPersons({ ...visit, representative: leo })).toEqual([leo]);
  expect(requestOfVisit(visit, canteen)).toEqual({
    id: visit.requestId,
    procedureCode: 'canteen',
    procedureVersion: 2,
    procedureTitle: 'Inscription à la cantine',
    departmentCode: 'EDU',
    channel: 'counter',
    applicant: { citizenId: uuid(900), displayName: 'MARTIN Zoé' },
    beneficiaries: [{ citizenId: uuid(902), displayName: 'MARTIN Léo' }],
    form: { days: 4, allergy: false },
    documents: [
      { id: uuid(1), type: 'income', title: 'Avis d’imposition', mandatory: true, status: 'provided', origin: 'brought', original: 'returned', attachmentIds: [] },
    ],
    attachments: [],
    trackingToken: 'A'.repeat(22),
  });
});

test('a visit is untouched until somebody or something is put in it', () => {
  expect([isUntouched(fresh()), isUntouched({ ...fresh(), applicant: zoe })]).toEqual([true, false]);
});

test.each([
  ['2840375116005', true],
  ['2 84 03 75 116 005 39', false],
  ['1 85 05 78 006 084 91', true],
  ['tél. 01 99 00 12 34', false],
  ['26-014-03-000427-20', false],
])('%s holds a NIR: %s', (text, found) => {
  expect(containsNir(text)).toBe(found);
});
