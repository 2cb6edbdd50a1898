import { randomBytes } from 'node:crypto';
import type { Enrolment } from '#shared/contracts/grc-api/wire.ts';
import type { Captured } from '#shared/domain/desk/captured.ts';
import { formatDeskNumber } from '#shared/domain/desk/desk-number.ts';
import type { SealedMailItem } from '#shared/domain/mail/mail-item.ts';
import type { SealedRequest } from '#shared/domain/service-request/service-request.ts';
import { DEMO_CLERKS } from '#electron/embedded-grc/seed/demo-town.ts';
import { newId } from './desk-line.ts';

/** A request as a walk-in leaves it: a person, a form, a note, the number of its receipt. */
export function walkIn(desk: Enrolment, sequence: number, citizenId: string): SealedRequest {
  const captured = capturedAt(desk);
  return {
    id: newId(),
    procedureCode: 'danger',
    procedureVersion: 1,
    procedureTitle: 'Signaler un danger dans la rue',
    departmentCode: 'VOI',
    channel: 'counter',
    applicant: { citizenId, displayName: 'TESTARD Élodie' },
    beneficiaries: [],
    form: { place: 'rue du Puits, devant le numéro 14', kind: 'tree', detail: 'Une branche morte pend au-dessus du trottoir, près de l’arrêt de bus.', blocked: false },
    documents: [],
    attachments: [],
    note: 'L’usager demande à être rappelé.',
    trackingToken: randomBytes(16).toString('base64url'),
    receivedOn: captured.at.slice(0, 10),
    deskNumber: numberOf(desk, captured, sequence),
    captured,
  };
}

/** A letter as the mailroom records it. */
export function letter(desk: Enrolment, sequence: number): SealedMailItem {
  const captured = capturedAt(desk);
  return {
    id: newId(),
    kind: 'simple',
    receivedOn: captured.at.slice(0, 10),
    sender: { kind: 'unknown' },
    subject: 'Demande de rendez-vous au sujet d’un permis de construire',
    departmentCode: 'CAB',
    copyTo: [],
    confidential: false,
    requestIds: [],
    attachments: [],
    deskNumber: numberOf(desk, captured, sequence),
    captured,
  };
}

function capturedAt({ deskId, site, desk }: Enrolment): Captured {
  const [, clerk] = DEMO_CLERKS;
  if (clerk === undefined) throw new Error('the demo has no clerk');
  return { clerk: { id: clerk.id, name: clerk.name, title: clerk.title }, deskId, site, desk, at: new Date().toISOString(), zone: 'Europe/Paris' };
}

function numberOf({ site, desk }: Enrolment, { at }: Captured, sequence: number): string {
  return formatDeskNumber({ year: Number(at.slice(0, 4)), site, desk, sequence });
}
