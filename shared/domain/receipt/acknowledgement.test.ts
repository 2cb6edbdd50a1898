import { expect, test } from 'vitest';
import type { DocumentCheck } from '#shared/domain/document/document-check.ts';
import type { Procedure } from '#shared/domain/procedure/procedure.ts';
import { composeAcknowledgement, type AcknowledgementInput } from './acknowledgement.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const missing = (title: string): DocumentCheck => ({ id: title, type: title, title, mandatory: true, status: 'missing', attachmentIds: [] });

function input(over: { readonly silence?: Partial<Procedure['silence']>; readonly procedure?: Partial<Procedure>; readonly request?: Partial<AcknowledgementInput['request']>; readonly applicantName?: null } = {}): AcknowledgementInput {
  const silence = { effect: 'acceptance', months: 2, legalBasis: 'CRPA L.231-1', validFrom: '2026-01-01', approvedBy: 'Service juridique', ...over.silence } as const;
  return {
    request: {
      id: '0190a000-0000-7000-8000-000000000001', procedureCode: 'canteen', procedureVersion: 1, procedureTitle: 'Inscription à la cantine', departmentCode: 'EDU', channel: 'counter',
      receivedOn: '2026-03-17', beneficiaries: [], form: {}, documents: [], attachments: [], trackingToken: 'x', deskNumber: '26-014-03-000427-20', captured: null,
      status: 'received', grcNumber: 'D-2026-000012', ...over.request,
    },
    procedure: {
      code: 'canteen', version: 1, title: 'Inscription à la cantine', keywords: [], departmentCode: 'EDU', channels: ['counter'], applicant: 'required', representativeAllowed: false, documents: [],
      form: { $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object', properties: {}, 'x-order': [] }, documentsWithinDays: 30, silence, ...over.procedure,
    },
    department: { code: 'EDU', name: 'Éducation', postalAddress: '4 rue des Écoles, 99140 Valmont', phone: '01 99 00 10 20', email: 'edu@valmont.example' },
    town: { name: 'Valmont', zone: 'Europe/Paris', postalAddress: '1 place du Marché', phone: '01 99 00 10 00', dataProtectionNotice: '' },
    applicantName: over.applicantName === null ? null : 'MARTIN Zoé',
    applicantAddress: { label: '3 rue du Puits, 99140 Valmont' },
  };
}

function paragraphs(over: Parameters<typeof input>[0]): readonly string[] {
  const composed = composeAcknowledgement(input(over));
  return composed.ok ? composed.value.paragraphs.map(plain) : [composed.refusal];
}

test('a complete demande whose silence is an acceptance: reception, service, date, attestation', () => {
  const composed = composeAcknowledgement(input());
  expect(composed.ok && { ...composed.value, references: composed.value.references.map(plain), paragraphs: composed.value.paragraphs.map(plain) }).toEqual({
    title: 'Accusé de réception',
    addressee: 'MARTIN Zoé',
    addressLines: ['MARTIN Zoé', '3 RUE DU PUITS', '99140 VALMONT'],
    town: 'Valmont',
    references: ['n° 26-014-03-000427-20', 'n° D-2026-000012'],
    silenceOn: '2026-05-17',
    paragraphs: [
      'Votre demande « Inscription à la cantine » (n° 26-014-03-000427-20, n° D-2026-000012) a été reçue le 17 mars 2026.',
      'Le service chargé du dossier est : Éducation, 4 rue des Écoles, 99140 Valmont, tél. 01 99 00 10 20, edu@valmont.example.',
      'À défaut de réponse le 17 mai 2026, votre demande sera réputée acceptée. Vous pourrez alors en demander une attestation (article L.232-3 du CRPA).',
      'Règle appliquée : CRPA L.231-1.',
    ],
  });
});

test('silence that is a rejection names the ways of appeal and never their last day', () => {
  expect(paragraphs({ silence: { effect: 'rejection', legalBasis: 'CRPA L.231-4' }, request: { receivedOn: '2026-12-31', deskNumber: null, grcNumber: null } })).toEqual([
    'Votre demande « Inscription à la cantine » a été reçue le 31 décembre 2026.',
    expect.stringContaining('Le service chargé du dossier'),
    'À défaut de réponse le 28 février 2027, votre demande sera réputée rejetée. Vous pourrez contester cette décision dans un délai de deux mois à compter de la décision, par un recours gracieux auprès du maire ou par un recours devant le tribunal administratif.',
    'Règle appliquée : CRPA L.231-4.',
  ]);
});

test('an incomplete demande gets no date of acceptance, but the papers, the time allowed and the effect', () => {
  const over = { request: { documents: [missing('Attestation'), { ...missing('Avis d’imposition'), mandatory: false }, { ...missing('Photo'), status: 'refused' as const }] } };
  const composed = composeAcknowledgement(input(over));
  expect([composed.ok && composed.value.silenceOn, paragraphs(over).slice(2, 4)]).toEqual([
    null,
    [
      'Votre demande est incomplète. Pièces à produire dans un délai de 30 jours : Attestation ; Photo. Le délai au terme duquel votre demande est réputée acceptée ne court qu’à compter de la réception de toutes ces pièces.',
      'À défaut de réponse dans les 2 mois qui suivent cette réception, votre demande sera réputée acceptée. Vous pourrez alors en demander une attestation (article L.232-3 du CRPA).',
    ],
  ]);
});

test('an incomplete demande whose silence is a rejection says that its delay is suspended', () => {
  const [, , lacking, silence] = paragraphs({ silence: { effect: 'rejection' }, request: { documents: [missing('Attestation')] } });
  expect([lacking, silence]).toEqual([expect.stringContaining('est suspendu pendant ce temps'), expect.stringContaining('le 17 mai 2026, date que repousse la suspension ci-dessus, votre demande sera réputée rejetée')]);
});

test('what came by an electronic way is promised only if it is complete', () => {
  expect(paragraphs({ request: { channel: 'web' } })[2]).toContain('votre demande sera, sous réserve que la demande soit complète, réputée acceptée');
  expect(paragraphs({ request: { channel: 'mail' } })[2]).not.toContain('sous réserve');
});

test.each([
  ['nobody asked', 'nobody-asked', { applicantName: null }],
  ['it was withdrawn', 'withdrawn', { request: { status: 'withdrawn' as const } }],
  ['a document is simply delivered', 'not-due', { silence: { effect: 'none' as const } }],
  ['the silence rule is unknown', 'silence-rule-unknown', { silence: { effect: 'unknown' as const } }],
  ['the rule has no delay', 'silence-rule-unknown', { silence: { months: undefined } }],
  ['the time allowed for papers is unknown', 'time-for-documents-unknown', { procedure: { documentsWithinDays: undefined }, request: { documents: [missing('Attestation')] } }],
])('none is made when %s', (_when, refusal, over) => {
  expect(paragraphs(over as never)).toEqual([refusal]);
});
