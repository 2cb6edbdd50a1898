import { z } from 'zod';
import { procedureSchema } from '#shared/domain/procedure/procedure.ts';
import { serviceRequestSchema } from '#shared/domain/service-request/service-request.ts';
import { capabilitiesSchema, heartbeatAnswerSchema, heartbeatSchema, meSchema, presentationAnswerSchema, presentationSchema } from './about.ts';
import { acknowledgementAnswerSchema, deliveryWriteSchema } from './papers.ts';
import { citizenMatchesSchema, citizenSearchSchema, heldDocumentsSchema, proceduresSchema, referenceListSchema, requestMatchesSchema, requestSearchSchema } from './lookup.ts';
import { deskDayCloseAnswerSchema, deskDayCloseSchema, deskDayWriteSchema, lockAnswerSchema, lockWriteSchema, quickAnswerWriteSchema } from './desk-life.ts';
import { batchWriteSchema, mailItemWriteSchema } from './mail.ts';
import { mergeRequestWriteSchema, relationsSchema, relationWriteSchema } from './people.ts';
import {
  amendmentWriteSchema, auditBatchSchema, changesPageSchema, citizenRecordSchema, citizenWriteSchema, clerksSchema, documentCheckWriteSchema, enrolmentRequestSchema,
  enrolmentSchema, pendingCreationSchema, requestWriteSchema, sessionAnswerSchema, sessionRequestSchema, writeAnswerSchema,
} from './wire.ts';

/** Who may call: the workstation, a person signed in on it, either, the holder of an enrolment code, or anyone. */
export type RouteCredential = 'desk' | 'clerk' | 'either' | 'enrolment' | 'none';

export type GrcApiRoute = {
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'HEAD';
  /** After `/v1`; parameters in braces. */
  readonly path: string;
  readonly summary: string;
  readonly credential: RouteCredential;
  /** A write takes `Idempotency-Key`; `create` also `If-None-Match: *`, `amend` also `If-Match`. */
  readonly write?: 'create' | 'amend' | 'append';
  readonly query?: readonly string[];
  readonly request?: z.ZodType;
  /** Media type of a success that is no JSON. */
  readonly produces?: 'text/event-stream';
  /** Body of each success; null for none. Any refusal is an `application/problem+json`. */
  readonly responses: Readonly<Record<number, z.ZodType | null>>;
};

const accepted = { 200: writeAnswerSchema, 201: writeAnswerSchema };

/** Every endpoint: the OpenAPI document and the server's own table of credentials are made from it. */
export const grcApiRoutes = [
  { method: 'GET', path: '/capabilities', summary: 'What this GRC can do', credential: 'either', responses: { 200: capabilitiesSchema } },
  { method: 'GET', path: '/me', summary: 'The clerk, the desk and the policy', credential: 'clerk', responses: { 200: meSchema } },
  { method: 'GET', path: '/clerks', summary: 'Who may sign in on this desk', credential: 'desk', responses: { 200: clerksSchema } },
  { method: 'POST', path: '/sessions', summary: 'Sign in with a PIN', credential: 'desk', request: sessionRequestSchema, responses: { 200: sessionAnswerSchema } },
  { method: 'PUT', path: '/desks/{uid}', summary: 'Enrol a desk', credential: 'enrolment', request: enrolmentRequestSchema, responses: { 200: enrolmentSchema, 201: enrolmentSchema } },
  { method: 'POST', path: '/desks/{uid}/heartbeat', summary: 'Version and length of the queue', credential: 'desk', request: heartbeatSchema, responses: { 200: heartbeatAnswerSchema } },
  { method: 'POST', path: '/desks/{uid}/presentation', summary: 'Show that this desk is no copy of another', credential: 'desk', request: presentationSchema, responses: { 200: presentationAnswerSchema } },
  { method: 'GET', path: '/procedures', summary: 'The catalogue', credential: 'either', query: ['channel'], responses: { 200: proceduresSchema, 304: null } },
  { method: 'GET', path: '/procedures/{code}/versions/{n}', summary: 'One immutable version', credential: 'either', responses: { 200: procedureSchema } },
  { method: 'GET', path: '/reference/{name}', summary: 'Departments, closing days, streets, motives', credential: 'either', responses: { 200: referenceListSchema, 304: null } },
  { method: 'POST', path: '/citizens/search', summary: 'Find a person, and say why', credential: 'clerk', request: citizenSearchSchema, responses: { 200: citizenMatchesSchema } },
  { method: 'GET', path: '/citizens/{id}', summary: 'One person', credential: 'clerk', responses: { 200: citizenRecordSchema } },
  { method: 'PUT', path: '/citizens/{id}', summary: 'Create a person', credential: 'desk', write: 'create', request: citizenWriteSchema, responses: accepted },
  { method: 'PUT', path: '/citizens/{id}/amendments/{opId}', summary: 'Change a person', credential: 'desk', write: 'amend', request: amendmentWriteSchema, responses: accepted },
  { method: 'GET', path: '/citizens/{id}/documents', summary: 'Documents already held', credential: 'clerk', responses: { 200: heldDocumentsSchema } },
  { method: 'GET', path: '/citizens/{id}/relations', summary: 'Household, and who may act for whom', credential: 'clerk', responses: { 200: relationsSchema } },
  { method: 'PUT', path: '/citizens/{id}/relations/{uid}', summary: 'Create, correct or end a relation', credential: 'desk', write: 'amend', request: relationWriteSchema, responses: accepted },
  { method: 'POST', path: '/citizens/{id}/merge-requests', summary: 'Say that records are one person', credential: 'desk', write: 'append', request: mergeRequestWriteSchema, responses: accepted },
  { method: 'POST', path: '/requests/search', summary: 'Find requests of every channel', credential: 'clerk', request: requestSearchSchema, responses: { 200: requestMatchesSchema } },
  { method: 'GET', path: '/requests/{uid}', summary: 'One request', credential: 'clerk', responses: { 200: serviceRequestSchema } },
  { method: 'PUT', path: '/requests/{uid}', summary: 'Hand in a sealed request', credential: 'desk', write: 'create', request: requestWriteSchema, responses: { ...accepted, 202: writeAnswerSchema } },
  { method: 'GET', path: '/pending-creations/{uid}', summary: 'Whether the number has come', credential: 'desk', responses: { 200: pendingCreationSchema } },
  { method: 'PUT', path: '/requests/{uid}/amendments/{opId}', summary: 'Amend a sealed request', credential: 'desk', write: 'amend', request: amendmentWriteSchema, responses: accepted },
  { method: 'GET', path: '/requests/{uid}/acknowledgement', summary: 'Text of the acknowledgement, and how it was handed over', credential: 'clerk', responses: { 200: acknowledgementAnswerSchema } },
  { method: 'POST', path: '/requests/{uid}/acknowledgement/deliveries', summary: 'Record how an acknowledgement reached the citizen', credential: 'desk', write: 'append', request: deliveryWriteSchema, responses: accepted },
  { method: 'PUT', path: '/requests/{uid}/documents/{checkId}', summary: 'Check a document of a request', credential: 'desk', write: 'amend', request: documentCheckWriteSchema, responses: accepted },
  { method: 'PUT', path: '/mail-items/{uid}', summary: 'Enter a letter or parcel; the answer has its chrono', credential: 'desk', write: 'create', request: mailItemWriteSchema, responses: accepted },
  { method: 'PUT', path: '/mail-items/{uid}/amendments/{opId}', summary: 'Amend, link or void a mail item', credential: 'desk', write: 'amend', request: amendmentWriteSchema, responses: accepted },
  { method: 'PUT', path: '/batches/{uid}', summary: 'A pile of mail, counted in and out', credential: 'desk', write: 'create', request: batchWriteSchema, responses: accepted },
  { method: 'PUT', path: '/requests/{uid}/lock', summary: 'Say that somebody is at it; advisory, for a time', credential: 'clerk', write: 'append', request: lockWriteSchema, responses: { 200: lockAnswerSchema, 201: lockAnswerSchema } },
  { method: 'PUT', path: '/quick-answers/{uid}', summary: 'Count something told on the spot', credential: 'desk', write: 'create', request: quickAnswerWriteSchema, responses: accepted },
  { method: 'PUT', path: '/desk-days/{uid}', summary: 'Open the day of a desk', credential: 'desk', write: 'create', request: deskDayWriteSchema, responses: accepted },
  { method: 'POST', path: '/desk-days/{uid}/close', summary: 'Close it: totals, and numbers that are missing', credential: 'desk', write: 'append', request: deskDayCloseSchema, responses: { 200: deskDayCloseAnswerSchema, 201: deskDayCloseAnswerSchema } },
  { method: 'POST', path: '/uploads', summary: 'tus creation', credential: 'desk', responses: { 201: null } },
  { method: 'HEAD', path: '/uploads/{id}', summary: 'tus offset', credential: 'desk', responses: { 200: null } },
  { method: 'PATCH', path: '/uploads/{id}', summary: 'tus piece', credential: 'desk', responses: { 204: null } },
  { method: 'GET', path: '/changes', summary: 'What changed since a cursor', credential: 'desk', query: ['cursor', 'topics', 'limit'], responses: { 200: changesPageSchema } },
  { method: 'GET', path: '/events', summary: 'Hints that something changed: read the changes then', credential: 'desk', produces: 'text/event-stream', responses: { 200: z.string() } },
  { method: 'POST', path: '/audit/batches', summary: 'What was looked at while away', credential: 'desk', write: 'append', request: auditBatchSchema, responses: accepted },
] as const satisfies readonly GrcApiRoute[];

export type GrcApiPath = (typeof grcApiRoutes)[number]['path'];
