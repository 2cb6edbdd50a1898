import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Citizen } from '#shared/domain/citizen/citizen.ts';
import type { MergeRequest } from '#shared/domain/citizen/merge-request.ts';
import type { Relation } from '#shared/domain/citizen/relation.ts';
import type { DeskDay } from '#shared/domain/desk/desk-day.ts';
import type { QuickAnswer } from '#shared/domain/desk/quick-answer.ts';
import type { Scope } from '#shared/domain/desk/rights.ts';
import type { Clerk, Town } from '#shared/domain/desk/town.ts';
import type { MailItem } from '#shared/domain/mail/mail-item.ts';
import type { Department, Procedure } from '#shared/domain/procedure/procedure.ts';
import type { Acknowledgement } from '#shared/domain/receipt/acknowledgement.ts';
import type { Delivery } from '#shared/domain/receipt/delivery.ts';
import type { SealedRequest, ServiceRequest } from '#shared/domain/service-request/service-request.ts';
import type { BatchRecord } from '#shared/contracts/grc-api/mail.ts';
import type { CitizenRecord, WriteAnswer } from '#shared/contracts/grc-api/wire.ts';

/** Written as JSON text, read as a value. */
type Json<T extends object> = JSONColumnType<T, string, string>;
/** Null, also where it is not said. */
type MaybeJson<T extends object> = ColumnType<T | null, string | null | undefined, string | null>;
type Maybe<T> = ColumnType<T | null, T | null | undefined, T | null>;
/** 64-bit numbers come back as text from one driver and as numbers from the other: read them with Number(). */
type Long = ColumnType<string | number, number, number>;

export type Tables = {
  town: { id: number; body: Json<Town>; site: string; instance: string; number_delay_ms: ColumnType<number, number | undefined> };
  enrolment_codes: { hash: string; kind: 'one-time' | 'site'; expires_at: Long | null; used_by: string | null; scope: MaybeJson<Scope> };
  desks: {
    id: string; site: string; desk: string; label: string; version: string; credential_hash: string;
    enrolled_at: Long; seen_at: Long; waiting: number; scope: MaybeJson<Scope>;
    nonce: Maybe<string>; origin: Maybe<string>;
  };
  clerks: { id: string; body: Json<Clerk>; pin_verifier: string; failures: number; blocked_until: Long; signs_in: ColumnType<boolean, boolean | undefined> };
  clerk_rights: { clerk_id: string; since: Long; roles: Json<Clerk['roles']>; scope: Json<Scope> };
  sessions: { token_hash: string; clerk_id: string; desk_id: string; expires_at: Long };
  departments: { code: string; body: Json<Department>; withdrawn: ColumnType<boolean, boolean | undefined> };
  procedures: { code: string; version: number; body: Json<Procedure>; withdrawn: boolean };
  citizens: {
    id: string; body: Json<Citizen & Pick<CitizenRecord, 'amendments'>>; rev: number; retention: string | null; search_line: string | null; body_hash: string;
  };
  requests: {
    id: string; sealed: Json<SealedRequest>; body: Json<ServiceRequest>; rev: number; desk_digits: string | null;
    grc_number: string | null; received_on: string; status: string; body_hash: string;
  };
  relations: { id: string; citizen_id: string; other_id: string; body: Json<Relation>; rev: number; body_hash: string };
  merge_requests: { id: string; citizen_id: string; body: Json<MergeRequest>; body_hash: string };
  pending_creations: { request_id: string; due_at: Long };
  acknowledgements: { request_id: string; sha256: string; body: Json<Acknowledgement>; issued_at: Long };
  deliveries: { id: string; request_id: string; sha256: string; body: Json<Delivery>; body_hash: string };
  locks: { request_id: string; desk_id: string; clerk_id: string; until: Long };
  counters: { name: string; year: string; last: Long };
  mail_items: { id: string; body: Json<MailItem>; rev: number; desk_digits: string | null; chrono: string; received_on: string; body_hash: string };
  mail_item_requests: { mail_item_id: string; request_id: string };
  batches: { id: string; body: Json<BatchRecord>; rev: number; body_hash: string };
  batch_items: { mail_item_id: string; batch_id: string };
  quick_answers: { id: string; desk_id: string; day: string; body: Json<QuickAnswer>; body_hash: string };
  desk_days: { id: string; desk_id: string; opened_by: string; day: string; body: Json<DeskDay>; rev: number; body_hash: string };
  reference: { name: string; items: Json<readonly object[]>; etag: string };
  request_parties: { request_id: string; citizen_id: string };
  uploads: {
    id: string; request_id: string | null; mail_item_id: string | null; citizen_id: string | null; sha256: string; media_type: string; length: Long;
    /** File that holds the bytes: another upload's when the same person had them already. */
    file_id: string; verified: boolean;
  };
  writes: { op_id: string; hash: string; answer: Json<WriteAnswer>; recorded_at: Long };
  changes: { topic: string; id: string; xid: Long; seq: ColumnType<string | number, number | undefined, number>; gone_at: Long | null };
  change_floors: { topic: string; gone_at: Long };
  outbox: { id: Generated<number>; kind: string; subject_id: string; rev: number; recorded_at: Long };
  audit: {
    op_id: string; action: string; subject_id: string | null; clerk_id: string; desk_id: string; at: string;
    hash: Maybe<string>;
  };
  numbers_given_twice: { desk_digits: string; record_id: string };
  audit_heads: { desk_id: string; hash: string };
};
