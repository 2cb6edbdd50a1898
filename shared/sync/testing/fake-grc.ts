import { operationSchema, type Operation } from '../operation.ts';
import { acceptedCitizen, acceptedRequest } from '../overlay.ts';
import type { Change, CitizenRecord, GrcProblem, WriteAnswer } from '#shared/contracts/grc-api/wire.ts';
import type { ServiceRequest } from '#shared/domain/service-request/service-request.ts';
import type { WireAnswer } from '../verdict.ts';

/** A GRC in memory that keeps decisions.md 16 to 18: keys first, effects once, a feed in order. */
export class FakeGrc {
  readonly effects: string[] = [];
  readonly requests = new Map<string, ServiceRequest>();
  readonly citizens = new Map<string, CitizenRecord>();
  readonly refuses = new Set<string>();
  readonly #answers = new Map<string, { readonly hash: string; readonly answer: WriteAnswer }>();
  readonly #log: Change[] = [];
  #rev = 0;

  write(operation: Operation): WireAnswer {
    const hash = JSON.stringify(operationSchema.parse(operation));
    const known = this.#answers.get(operation.opId);
    if (known !== undefined) return known.hash === hash ? came(200, known.answer) : came(409, problem('already-exists-different', 409, false));
    if (this.refuses.has(operation.opId)) return came(422, problem('invalid', 422, false));
    const missing = this.#missing(operation);
    if (missing) return came(424, problem('dependency-missing', 424, true));
    this.#rev += 1;
    const answer: WriteAnswer = { id: operation.aggregate, rev: this.#rev, grcNumber: `D-${operation.aggregate.slice(-4)}`, acceptedAt: '2026-11-25T08:00:00Z' };
    this.effects.push(operation.opId);
    this.#apply(operation, answer);
    this.#answers.set(operation.opId, { hash, answer });
    return came(201, answer);
  }

  changes(cursor: string | null, limit: number): WireAnswer {
    const from = Number(cursor ?? 0);
    const items = this.#log.slice(from, from + limit);
    return came(200, { items, nextCursor: String(from + items.length), more: from + items.length < this.#log.length });
  }

  #missing(operation: Operation): boolean {
    if (operation.type === 'request/create') return operation.request.applicant !== undefined && !this.citizens.has(operation.request.applicant.citizenId);
    return 'requestId' in operation && !this.requests.has(operation.requestId);
  }

  #apply(operation: Operation, answer: WriteAnswer): void {
    if (operation.type === 'audit/record') return;
    if (operation.type === 'citizen/create') {
      const record = acceptedCitizen(null, operation, answer);
      if (record === null) return;
      this.citizens.set(record.id, record);
      this.#log.push({ topic: 'citizens', id: record.id, record });
      return;
    }
    const id = operation.type === 'request/create' ? operation.request.id : operation.requestId;
    const applied = acceptedRequest(this.requests.get(id) ?? null, operation, answer);
    if (applied === null) return;
    const record = { ...applied, rev: answer.rev };
    this.requests.set(id, record);
    this.#log.push({ topic: 'requests', id, record });
  }
}

export function came(status: number, body: unknown): WireAnswer {
  return { status, gateway: null, retryAfterMs: null, body };
}

export function problem(code: string, status: number, retryable: boolean): GrcProblem {
  return { type: 'about:blank', title: code, status, code, messageFr: 'Refusé.', retryable };
}
