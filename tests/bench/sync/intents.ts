import { randomBytes } from 'node:crypto';
import { demoCitizens } from '#electron/embedded-grc/seed/demo-citizens.ts';
import { DEMO_PROCEDURES } from '#electron/embedded-grc/seed/demo-procedures.ts';
import { demoRequests } from '#electron/embedded-grc/seed/demo-requests.ts';
import { DEMO_DEPARTMENTS, DEMO_TOWN } from '#electron/embedded-grc/seed/demo-town.ts';
import type { Attachment } from '#shared/domain/document/attachment.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { Intent } from '#shared/sync/intent.ts';

export function newId(): string {
  return uuidv7(Date.now(), randomBytes(10));
}

/** Persons of a town to come, none of whom the GRC has. */
export function newCitizens(count: number): readonly Extract<Intent, { kind: 'citizen' }>[] {
  return demoCitizens(count).map((citizen) => ({ kind: 'citizen', opId: newId(), citizen: { ...citizen, id: newId() } }));
}

/** A correction of a demande's subject: the shortest edit that a clerk makes. */
export function correction(requestId: string, nth: number): Intent {
  const amendment = { id: newId(), kind: 'correction', changes: [{ field: 'note', before: null, after: `Bruit ${nth}: ${'la nuit '.repeat(80)}` }] } as const;
  return { kind: 'amendment', opId: newId(), requestId, amendment };
}

/** A visit of somebody whom nobody knows, with these files. */
export function visitWith(attachments: readonly Attachment[]): Intent {
  const procedure = DEMO_PROCEDURES.find(({ applicant }) => applicant === 'optional');
  const [example] = demoRequests(1, demoCitizens(1), procedure === undefined ? [] : [procedure], DEMO_TOWN.zone, Date.now());
  const department = DEMO_DEPARTMENTS.find(({ code }) => code === procedure?.departmentCode);
  if (example === undefined || department === undefined) throw new Error('the demo town has no such procedure');
  const { procedureCode, procedureVersion, procedureTitle, departmentCode, form } = example;
  const id = newId();
  const request = { id, procedureCode, procedureVersion, procedureTitle, departmentCode, channel: 'counter', beneficiaries: [], form, documents: [], attachments, trackingToken: id.replaceAll('-', '').slice(0, 22) } as const;
  return { kind: 'visit', opId: newId(), citizens: [], request, department, receipt: 'none' };
}
