import { randomInt } from 'node:crypto';
import { acknowledgementAnswerSchema } from '#shared/contracts/grc-api/papers.ts';
import { clerkOf, newId, type Desk } from './client.ts';
import { capturedAt, danger, person, personWrite, SOPHIE } from './fixtures.ts';

/** A write that the GRC accepts, once what it needs is there. */
export type WriteSample = { readonly path: string; readonly body: Record<string, unknown>; readonly precondition: Record<string, string>; readonly bearer?: string };
type Make = (desk: Desk) => Promise<WriteSample>;

const NEW = { 'if-none-match': '*' };
const ANY = { 'if-match': '*' };
const NONE = {};

async function citizenOf(desk: Desk): Promise<string> {
  const citizen = person();
  await desk.create(`/citizens/${citizen.id}`, personWrite(citizen));
  return citizen.id;
}

async function requestOf(desk: Desk, over: Parameters<typeof danger>[1] = {}): Promise<string> {
  const request = danger(desk, over);
  await desk.create(`/requests/${request.id}`, request);
  return request.id;
}

function letter(desk: Desk): { readonly id: string } & Record<string, unknown> {
  return {
    id: newId(), kind: 'simple', receivedOn: '2026-11-25', sender: { kind: 'unknown' }, subject: 'Objet', departmentCode: 'CAB', copyTo: [], confidential: false, requestIds: [],
    attachments: [], deskNumber: null, captured: capturedAt(desk),
  };
}

function amendment(field: string, after: unknown): { readonly id: string } & Record<string, unknown> {
  return { id: newId(), kind: 'complement', changes: [{ field, before: null, after }] };
}

/** A day that no test has opened on any desk. */
function longAgo(): string {
  return new Date(randomInt(40_000) * 86_400_000 - 3e12).toISOString().slice(0, 10);
}

/** One for each route of the table that writes; the chain of the audit has tests of its own. */
export const writeSamples: Readonly<Record<string, Make>> = {
  'PUT /citizens/{id}': (desk) => {
    const citizen = person();
    return Promise.resolve({ path: `/citizens/${citizen.id}`, body: { citizen, captured: capturedAt(desk) }, precondition: NEW });
  },
  'PUT /citizens/{id}/amendments/{opId}': async (desk) => {
    const made = amendment('usedName', 'ZELLER');
    return { path: `/citizens/${await citizenOf(desk)}/amendments/${made.id}`, body: { amendment: made, captured: null }, precondition: ANY };
  },
  'PUT /citizens/{id}/relations/{uid}': async (desk) => {
    const relation = { id: newId(), kind: 'parent', citizenId: await citizenOf(desk), otherId: await citizenOf(desk) };
    return { path: `/citizens/${relation.citizenId}/relations/${relation.id}`, body: { relation, captured: null }, precondition: NEW };
  },
  'POST /citizens/{id}/merge-requests': async (desk) => {
    const mergeRequest = { id: newId(), citizenId: await citizenOf(desk), otherIds: [await citizenOf(desk)], reason: 'Même personne' };
    return { path: `/citizens/${mergeRequest.citizenId}/merge-requests`, body: { mergeRequest, captured: null }, precondition: NONE };
  },
  'PUT /requests/{uid}': (desk) => {
    const request = danger(desk);
    return Promise.resolve({ path: `/requests/${request.id}`, body: request, precondition: NEW });
  },
  'PUT /requests/{uid}/amendments/{opId}': async (desk) => {
    const made = amendment('note', 'Arbre penché');
    return { path: `/requests/${await requestOf(desk)}/amendments/${made.id}`, body: { amendment: made, captured: null }, precondition: ANY };
  },
  'PUT /requests/{uid}/documents/{checkId}': async (desk) => {
    const check = { id: newId(), type: 'photo', title: 'Photo', mandatory: false, status: 'seen', attachmentIds: [] };
    return { path: `/requests/${await requestOf(desk)}/documents/${check.id}`, body: { check, attachments: [], captured: null }, precondition: NEW };
  },
  'POST /requests/{uid}/acknowledgement/deliveries': async (desk) => {
    const applicant = { citizenId: await citizenOf(desk), displayName: 'TESTARD Élodie' };
    const id = await requestOf(desk, { procedureCode: 'bulky-waste', form: { place: 'rue du Puits', items: 'Un lit' }, departmentCode: 'PRO', applicant });
    const { sha256 } = acknowledgementAnswerSchema.parse((await desk.call('GET', `/requests/${id}/acknowledgement`, { bearer: await clerkOf(desk, SOPHIE) })).body);
    return { path: `/requests/${id}/acknowledgement/deliveries`, body: { delivery: { id: newId(), means: 'posted', on: '2026-11-25', sha256 }, captured: null }, precondition: NONE };
  },
  'PUT /requests/{uid}/lock': async (desk) => ({ path: `/requests/${await requestOf(desk)}/lock`, body: { seconds: 60 }, precondition: NONE, bearer: await clerkOf(desk, SOPHIE) }),
  'PUT /mail-items/{uid}': (desk) => {
    const item = letter(desk);
    return Promise.resolve({ path: `/mail-items/${item.id}`, body: item, precondition: NEW });
  },
  'PUT /mail-items/{uid}/amendments/{opId}': async (desk) => {
    const item = letter(desk);
    await desk.create(`/mail-items/${item.id}`, item);
    const made = amendment('note', 'Déchiré');
    return { path: `/mail-items/${item.id}/amendments/${made.id}`, body: { amendment: made, captured: null }, precondition: ANY };
  },
  'PUT /batches/{uid}': (desk) => {
    const id = newId();
    return Promise.resolve({ path: `/batches/${id}`, body: { id, openedOn: '2026-11-25', countIn: 0, mailItemIds: [], setAside: [], captured: capturedAt(desk) }, precondition: NEW });
  },
  'PUT /quick-answers/{uid}': (desk) => {
    const id = newId();
    return Promise.resolve({ path: `/quick-answers/${id}`, body: { id, motive: 'opening-hours', channel: 'counter', captured: capturedAt(desk) }, precondition: NEW });
  },
  'PUT /desk-days/{uid}': (desk) => {
    const id = newId();
    return Promise.resolve({ path: `/desk-days/${id}`, body: { id, day: longAgo(), opened: capturedAt(desk) }, precondition: NEW });
  },
  'POST /desk-days/{uid}/close': async (desk) => {
    const id = newId();
    await desk.create(`/desk-days/${id}`, { id, day: longAgo(), opened: capturedAt(desk) });
    return { path: `/desk-days/${id}/close`, body: { totals: { requests: 0, mailItems: 0, quickAnswers: 0 }, numbers: null, voided: [], captured: capturedAt(desk) }, precondition: NONE };
  },
};
