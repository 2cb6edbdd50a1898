import { expect, test } from 'vitest';
import { asDuplicate, composeReceipt, type ReceiptInput } from './compose-receipt.ts';
import { receiptSchema } from './receipt.ts';

const ID = '01900000-0000-7000-8000-000000000001';
const PERSON = '01900000-0000-7000-8000-000000000002';
const CHILD = '01900000-0000-7000-8000-000000000003';

const input: ReceiptInput = {
  intent: {
    citizens: [{ citizen: { id: PERSON, birthName: 'Martin', usedName: 'Durand', firstNames: 'Zoé', phones: [], emails: [] } }],
    request: {
      id: ID, procedureCode: 'cantine', procedureVersion: 1, procedureTitle: 'Cantine', departmentCode: 'edu', channel: 'counter',
      applicant: { citizenId: PERSON, displayName: 'Mme DURAND' },
      beneficiaries: [{ citizenId: CHILD, displayName: 'MARTIN Léo' }],
      form: {},
      documents: [
        { id: ID, type: 'dom', title: 'Justificatif de domicile', mandatory: true, status: 'missing', attachmentIds: [] },
        { id: ID, type: 'caf', title: 'Attestation', mandatory: false, status: 'not-required', attachmentIds: [] },
      ],
      attachments: [], trackingToken: 'AAAAAAAAAAAAAAAAAAAAAA',
    },
    department: { code: 'edu', name: 'Éducation', postalAddress: '1 place', phone: '01 02 03 04 05' },
  },
  number: '26-014-03-000427-20',
  recordedAt: '2026-11-24T09:42:00.000Z',
  receivedOn: '2026-11-24',
  captured: {
    clerk: { id: ID, name: 'Anne Roy', title: 'agente d’accueil' }, deskId: ID, site: '014', desk: '03',
    at: '2026-11-24T09:42:00.000Z', zone: 'Europe/Paris',
  },
  town: { name: 'Valbourg', zone: 'Europe/Paris', postalAddress: '1 place', phone: '01', dataProtectionNotice: 'n', trackingPortal: 'https://s.valbourg.fr/d/' },
  deskLabel: 'Guichet 3',
};

test('a receipt names people by their birth name and leaves out what is not required', () => {
  const receipt = composeReceipt(input);
  expect(receiptSchema.parse(receipt)).toEqual({
    requestId: ID, number: '26-014-03-000427-20', recordedAt: '2026-11-24T09:42:00.000Z', receivedOn: '2026-11-24',
    town: input.town, department: input.intent.department, procedureTitle: 'Cantine',
    applicantName: 'MARTIN Zoé (usage DURAND)', representativeName: null, beneficiaryNames: ['MARTIN Léo'],
    documents: [input.intent.request.documents[0]], attachmentCount: 0,
    clerk: 'Anne Roy, agente d’accueil', desk: 'Guichet 3',
    trackingUrl: 'https://s.valbourg.fr/d/AAAAAAAAAAAAAAAAAAAAAA',
    transmission: { state: 'waiting', since: '2026-11-24T09:42:00.000Z' }, copy: 'original',
  });
});

test('the town may hide the clerk for security, and have no portal', () => {
  const { trackingPortal: _, ...town } = input.town;
  const receipt = composeReceipt({ ...input, town: { ...town, clerkAnonymity: 'Agent n° 12' } });
  expect({ clerk: receipt.clerk, trackingUrl: receipt.trackingUrl }).toEqual({ clerk: 'Agent n° 12', trackingUrl: null });
});

test('a portal with an accent gives no code rather than an unreadable one', () => {
  expect(composeReceipt({ ...input, town: { ...input.town, trackingPortal: 'https://hôtel.fr' } }).trackingUrl).toBeNull();
});

test('a duplicate differs by its mark and by where the record stands', () => {
  const receipt = composeReceipt(input);
  const transmission = { state: 'transmitted', at: '2026-11-24T10:00:00.000Z', grcNumber: 'GRC-7' } as const;
  expect(asDuplicate(receipt, transmission)).toEqual({ ...receipt, transmission, copy: 'duplicate' });
});
