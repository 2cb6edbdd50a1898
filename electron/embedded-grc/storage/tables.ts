import type { ColumnType, JSONColumnType } from 'kysely';
import type { Citizen } from '#shared/domain/citizen/citizen.ts';
import type { Clerk, Town } from '#shared/domain/desk/town.ts';
import type { Department, Procedure } from '#shared/domain/procedure/procedure.ts';
import type { SealedRequest, ServiceRequest } from '#shared/domain/service-request/service-request.ts';
import type { WriteAnswer } from '#shared/contracts/grc-api/wire.ts';

/** Written as JSON text, read as a value. */
type Json<T extends object> = JSONColumnType<T, string, string>;
/** 64-bit numbers come back as text from one driver and as numbers from the other: read them with Number(). */
type Long = ColumnType<string | number, number, number>;

export type Tables = {
  town: { id: number; body: Json<Town>; site: string; instance: string };
  enrolment_codes: { hash: string; kind: 'one-time' | 'site'; expires_at: Long | null; used_by: string | null };
  desks: {
    id: string; site: string; desk: string; label: string; version: string; credential_hash: string;
    enrolled_at: Long; seen_at: Long; waiting: number;
  };
  clerks: { id: string; body: Json<Clerk>; pin_verifier: string; failures: number; blocked_until: Long };
  sessions: { token_hash: string; clerk_id: string; desk_id: string; expires_at: Long };
  departments: { code: string; body: Json<Department> };
  procedures: { code: string; version: number; body: Json<Procedure>; withdrawn: boolean };
  citizens: {
    id: string; body: Json<Citizen>; rev: number; retention: string | null; search_name: string;
    birth_date: string; phones: string; emails: string; body_hash: string;
  };
  requests: {
    id: string; sealed: Json<SealedRequest>; body: Json<ServiceRequest>; rev: number; desk_digits: string | null;
    grc_number: string; received_on: string; status: string; body_hash: string;
  };
  request_parties: { request_id: string; citizen_id: string };
  uploads: {
    id: string; request_id: string; citizen_id: string | null; sha256: string; media_type: string; length: Long;
    /** File that holds the bytes: another upload's when the same person had them already. */
    file_id: string; verified: boolean;
  };
  writes: { op_id: string; hash: string; answer: Json<WriteAnswer>; recorded_at: Long };
  changes: { topic: string; id: string; xid: Long; seq: ColumnType<string | number, number | undefined, number> };
  audit: {
    op_id: string; action: string; subject_id: string | null; clerk_id: string; desk_id: string; at: string;
  };
};
