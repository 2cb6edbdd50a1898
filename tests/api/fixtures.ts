import { randomBytes } from 'node:crypto';
import type { Citizen } from '#shared/domain/citizen/citizen.ts';
import type { Captured } from '#shared/domain/desk/captured.ts';
import type { SealedRequest } from '#shared/domain/service-request/service-request.ts';
import { DEMO_CLERKS } from '#electron/embedded-grc/seed/demo-town.ts';
import { newId, type Desk } from './client.ts';

export const NOW = new Date().toISOString();
export const [SOPHIE, KARIM, HELENE] = DEMO_CLERKS as readonly [(typeof DEMO_CLERKS)[number], (typeof DEMO_CLERKS)[number], (typeof DEMO_CLERKS)[number]];

export function person(over: Partial<Citizen> = {}): Citizen {
  return { id: newId(), birthName: 'TESTARD', firstNames: 'Élodie', phones: [], emails: [], ...over };
}

export function personWrite(citizen: Citizen): unknown {
  return { citizen, captured: null };
}

/** Who recorded at this desk: Sophie, now. */
export function capturedAt(desk: Desk, over: Partial<Captured> = {}): Captured {
  return { clerk: { id: SOPHIE.id, name: SOPHIE.name, title: SOPHIE.title }, deskId: desk.deskId, site: desk.site, desk: desk.desk, at: NOW, zone: 'Europe/Paris', ...over };
}

/** A request that needs nobody: a danger in the street. */
export function danger(desk: Desk, over: Partial<SealedRequest> = {}): SealedRequest {
  return {
    id: newId(),
    procedureCode: 'danger',
    procedureVersion: 1,
    procedureTitle: 'Signaler un danger dans la rue',
    departmentCode: 'VOI',
    channel: 'counter',
    beneficiaries: [],
    form: { place: 'rue du Puits', kind: 'tree' },
    documents: [],
    attachments: [],
    trackingToken: randomBytes(16).toString('base64url'),
    receivedOn: NOW.slice(0, 10),
    deskNumber: null,
    captured: capturedAt(desk),
    ...over,
  };
}

export function codeOf(answer: { readonly body: unknown }): unknown {
  return (answer.body as { code?: unknown }).code;
}
