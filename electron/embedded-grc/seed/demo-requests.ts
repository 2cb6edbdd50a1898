import type { Citizen } from '#shared/domain/citizen/citizen.ts';
import { displayName } from '#shared/domain/citizen/display-name.ts';
import { channelSchema, type Procedure } from '#shared/domain/procedure/procedure.ts';
import { requestStatusSchema, type ServiceRequest } from '#shared/domain/service-request/service-request.ts';
import { localDay } from '#shared/lib/dates.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import { seededRandom, type Random } from './random.ts';

const DAY_MS = 86_400_000;
const CHANNELS = channelSchema.options;
const STATUSES = requestStatusSchema.options.filter((status) => status !== 'recorded');

/** What came before the demonstration, by every channel, in every state; Zoé Martin has some of each. */
export function demoRequests(count: number, citizens: readonly Citizen[], procedures: readonly Procedure[], zone: string, nowMs: number): readonly ServiceRequest[] {
  const random = seededRandom(14);
  const [zoe] = citizens;
  return Array.from({ length: count }, (_, index) => {
    const procedure = random.pick(procedures);
    const applicant = procedure.applicant === 'optional' && random.chance(0.3) ? undefined : index < 7 ? zoe : random.pick(citizens);
    const instant = nowMs - (1 + random.below(300)) * DAY_MS - random.below(DAY_MS / 2);
    return request(random, { index, procedure, applicant, instant, zone });
  });
}

type Given = { readonly index: number; readonly procedure: Procedure; readonly applicant: Citizen | undefined; readonly instant: number; readonly zone: string };

function request(random: Random, { index, procedure, applicant, instant, zone }: Given): ServiceRequest {
  const channel = CHANNELS[index % CHANNELS.length] ?? 'web';
  const receivedOn = localDay(instant, zone);
  const id = uuidv7(instant, Uint8Array.from({ length: 10 }, () => random.below(256)));
  return {
    id,
    procedureCode: procedure.code,
    procedureVersion: procedure.version,
    procedureTitle: procedure.title,
    departmentCode: procedure.departmentCode,
    channel,
    receivedOn,
    ...(applicant !== undefined && { applicant: { citizenId: applicant.id, displayName: displayName(applicant) } }),
    beneficiaries: [],
    form: answers(random, procedure, receivedOn),
    documents: procedure.documents
      .filter((document) => document['x-visible-when'] === undefined)
      .map((document, place) => ({
        id: uuidv7(instant, Uint8Array.from({ length: 10 }, () => (random.below(256) + place) % 256)),
        type: document.type,
        title: document.title,
        mandatory: document.mandatory,
        status: random.chance(0.8) ? (document.keep === 'seen' ? ('seen' as const) : ('provided' as const)) : ('missing' as const),
        attachmentIds: [],
      })),
    attachments: [],
    trackingToken: id.replaceAll('-', '').slice(0, 22),
    deskNumber: null,
    captured: null,
    status: STATUSES[index % STATUSES.length] ?? 'received',
    grcNumber: `D-${receivedOn.slice(0, 4)}-A${String(index + 1).padStart(5, '0')}`,
    acceptedAt: new Date(instant).toISOString(),
    amendments: [],
    attachmentStates: [],
    rev: 1,
  };
}

/** Something that the form accepts, for its required fields. */
function answers(random: Random, procedure: Procedure, today: string): ServiceRequest['form'] {
  return Object.fromEntries(
    (procedure.form.required ?? []).map((name): [string, string | number] => {
      const field = procedure.form.properties[name];
      if (field?.oneOf !== undefined) return [name, random.pick(field.oneOf).const];
      if (field?.type === 'integer') return [name, field.minimum ?? 1];
      if (field?.format === 'date') return [name, today];
      return [name, field?.format === 'place' ? '12 rue des Écoles' : 'À préciser'];
    }),
  );
}
