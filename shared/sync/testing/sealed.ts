import type { Citizen } from '#shared/domain/citizen/citizen.ts';
import type { Attachment } from '#shared/domain/document/attachment.ts';
import type { Captured } from '#shared/domain/desk/captured.ts';
import type { Amendment } from '#shared/domain/service-request/service-request.ts';
import type { SealedIntent } from '../intent.ts';

/** A readable UUID: `id(3)`, or `id(3, 'c')` in a family of its own. */
export function id(n: number, family = '0'): string {
  return `0${family}8f0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
}

export const captured: Captured = {
  clerk: { id: id(1, 'a'), name: 'Jeanne Roux', title: 'agente d’accueil' },
  deskId: id(1, 'd'),
  site: '001',
  desk: '01',
  at: '2026-11-24T23:30:00Z',
  zone: 'Europe/Paris',
};

export function citizen(n: number, change: Partial<Citizen> = {}): Citizen {
  return { id: id(n, 'c'), birthName: 'Martin', firstNames: 'Zoé', phones: [], emails: [], ...change };
}

export function attachment(n: number): Attachment {
  return { id: id(n, 'f'), mediaType: 'application/pdf', byteLength: 10, pageCount: 1, sha256: '0'.repeat(64), label: 'Justificatif' };
}

type VisitParts = {
  readonly citizens?: readonly Citizen[];
  readonly attachments?: readonly Attachment[];
  readonly applicant?: string;
  /** The letter that it is made from, as the desk shows it. */
  readonly ofLetter?: { readonly id: string; readonly requestIds: readonly string[] };
};

/** A visit whose demande is `id(n, 'e')`. */
export function visit(n: number, { citizens = [], attachments = [], applicant, ofLetter }: VisitParts = {}): SealedIntent {
  return {
    seq: n,
    recordedAt: captured.at,
    captured,
    deskNumber: '26-001-01-000001-09',
    receipt: null,
    intent: {
      kind: 'visit',
      opId: id(n, 'b'),
      citizens: citizens.map((person) => ({ opId: person.id.replace(/^0c/, '09'), citizen: person })),
      request: {
        id: id(n, 'e'),
        procedureCode: 'proprete',
        procedureVersion: 1,
        procedureTitle: 'Propreté',
        departmentCode: 'voirie',
        channel: 'counter',
        ...(applicant !== undefined && { applicant: { citizenId: applicant, displayName: 'MARTIN Zoé' } }),
        beneficiaries: [],
        form: { place: 'rue Haute' },
        documents: [],
        attachments,
        trackingToken: 'A'.repeat(22),
      },
      department: { code: 'voirie', name: 'Voirie', postalAddress: '1 place de la Mairie', phone: '0102030405' },
      receipt: 'none',
      ...(ofLetter !== undefined && { ofLetter: { opId: id(n, '8'), mailItemId: ofLetter.id, requestIds: ofLetter.requestIds } }),
    },
  };
}

export function amendment(n: number, of: number, change: Partial<Amendment> = {}): SealedIntent {
  const opId = id(n, 'b');
  const intent = { kind: 'amendment', opId, requestId: id(of, 'e'), amendment: { id: opId, kind: 'correction', changes: [], ...change } } as const;
  return { seq: n, recordedAt: captured.at, captured, deskNumber: null, receipt: null, intent };
}

export function correction(n: number, of: number, changes: Amendment['changes'], answers?: readonly string[]): SealedIntent {
  const opId = id(n, 'b');
  const intent = { kind: 'citizen-amendment', opId, citizenId: id(of, 'c'), amendment: { id: opId, kind: 'correction', changes }, ...(answers && { answers }) } as const;
  return { seq: n, recordedAt: captured.at, captured, deskNumber: null, receipt: null, intent };
}

export function settingAside(n: number, answers: readonly string[]): SealedIntent {
  return { seq: n, recordedAt: captured.at, captured, deskNumber: null, receipt: null, intent: { kind: 'set-aside', opId: id(n, 'b'), answers } };
}

/** A letter `id(n, '7')` of a person, or of nobody knows whom. */
export function letter(n: number, { attachments = [], sender }: { readonly attachments?: readonly Attachment[]; readonly sender?: string | undefined } = {}): SealedIntent {
  return {
    seq: n,
    recordedAt: captured.at,
    captured,
    deskNumber: '26-001-01-000001-09',
    receipt: null,
    intent: {
      kind: 'letter',
      opId: id(n, 'b'),
      letter: {
        id: id(n, '7'),
        kind: 'simple',
        receivedOn: '2026-11-25',
        sender: sender === undefined ? { kind: 'unknown' } : { kind: 'citizen', citizenId: sender, displayName: 'MARTIN Zoé' },
        subject: 'Nuisances sonores',
        departmentCode: 'voirie',
        copyTo: [],
        confidential: false,
        requestIds: [],
        attachments,
      },
    },
  };
}

export function letterAmendment(n: number, mailItemId: string, change: Partial<Amendment> = {}): SealedIntent {
  const opId = id(n, 'b');
  const intent = { kind: 'letter-amendment', opId, mailItemId, amendment: { id: opId, kind: 'correction', changes: [], ...change } } as const;
  return { seq: n, recordedAt: captured.at, captured, deskNumber: null, receipt: null, intent };
}

export function letterVoiding(n: number, of: number): SealedIntent {
  const intent = { kind: 'letter-void', opId: id(n, 'b'), mailItemId: id(of, '7'), deskNumber: '26-001-01-000001-09' } as const;
  return { seq: n, recordedAt: captured.at, captured, deskNumber: null, receipt: null, intent };
}

export function voiding(n: number, of: number): SealedIntent {
  const intent = { kind: 'void', opId: id(n, 'b'), requestId: id(of, 'e'), deskNumber: '26-001-01-000001-09' } as const;
  return { seq: n, recordedAt: captured.at, captured, deskNumber: null, receipt: null, intent };
}

export function opening(n: number): SealedIntent {
  const intent = { kind: 'audit', opId: id(n, 'b'), action: 'citizen-opened', subjectId: id(1, 'c') } as const;
  return { seq: n, recordedAt: captured.at, captured, deskNumber: null, receipt: null, intent, auditLink: { previous: null, hash: 'a'.repeat(64) } };
}
