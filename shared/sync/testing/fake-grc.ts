import type { Change, CitizenRecord, GrcProblem, WriteAnswer } from '#shared/contracts/grc-api/wire.ts';
import type { MailItem } from '#shared/domain/mail/mail-item.ts';
import type { Amendment, ServiceRequest } from '#shared/domain/service-request/service-request.ts';
import { canonicalJson } from '#shared/lib/canonical-json.ts';
import { isAmend, operationSchema, recordOf, type Operation } from '../operation.ts';
import { accepted, acceptedCitizen } from '../overlay.ts';
import type { WireAnswer } from '../verdict.ts';

type Aggregate = { readonly position: number; readonly change: Change };

/** A GRC in memory that keeps decisions.md 16 to 18: keys first, effects once, a feed of latest states in order. */
export class FakeGrc {
  /** Keys of the writes that had their effect, in order. */
  readonly effects: string[] = [];
  readonly requests = new Map<string, ServiceRequest>();
  readonly mailItems = new Map<string, MailItem>();
  readonly citizens = new Map<string, CitizenRecord>();
  readonly refuses = new Set<string>();
  readonly #answers = new Map<string, { readonly hash: string; readonly answer: WriteAnswer }>();
  readonly #feed = new Map<string, Aggregate>();
  #position = 0;
  readonly #gone = new Set<string>();
  #epoch = 0;

  write(operation: Operation): WireAnswer {
    const hash = JSON.stringify(operationSchema.parse(operation));
    const known = this.#answers.get(operation.opId);
    if (known !== undefined) return known.hash === hash ? came(200, known.answer) : came(409, problem('already-exists-different', 409, false));
    if (this.refuses.has(operation.opId)) return came(422, problem('invalid', 422, false));
    if (this.#namesTheGone(operation)) return came(410, problem('gone', 410, false));
    const missing = this.#missing(operation);
    if (missing) return came(424, problem('dependency-missing', 424, true));
    if (isAmend(operation)) {
      const current = this.record(operation.aggregate);
      if (isStale(current, operation.amendment)) return came(412, { ...problem('stale-field', 412, false), current });
      if (isSettledUnseen(current, operation.amendment)) return came(412, { ...problem('stale-field', 412, false), fieldPath: 'status', current });
    }
    this.#position += 1;
    const answer: WriteAnswer = { id: operation.aggregate, rev: this.#position, grcNumber: `D-${operation.aggregate.slice(-4)}`, acceptedAt: '2026-11-25T08:00:00Z' };
    this.effects.push(operation.opId);
    this.#apply(operation, answer);
    this.#answers.set(operation.opId, { hash, answer });
    return came(201, answer);
  }

  changes(cursor: string | null, limit: number): WireAnswer {
    const [epoch, from] = cursor === null ? [this.#epoch, 0] : cursor.split(' ').map(Number);
    if (epoch !== this.#epoch || from === undefined) return came(410, problem('cursor-expired', 410, false));
    const after = [...this.#feed.values()].filter(({ position }) => position > from).sort((a, b) => a.position - b.position);
    const page = after.slice(0, limit);
    return came(200, { items: page.map(({ change }) => change), nextCursor: `${epoch} ${page.at(-1)?.position ?? from}`, more: page.length < after.length });
  }

  /** Cursors given so far are too old from now on, and nobody is told any more what was deleted. */
  forgetCursors(): void {
    this.#epoch += 1;
    for (const [id, { change }] of this.#feed) if (change.record === null) this.#feed.delete(id);
  }

  /** Someone in the town hall moves a request on, without any desk. */
  moveOn(id: string, status: ServiceRequest['status']): void {
    const request = this.requests.get(id);
    if (request === undefined) return;
    this.#position += 1;
    this.#keep({ ...request, status });
  }

  /** The end of the time that a request or a person may be kept, or a person whose file was merged into another. */
  remove(id: string): void {
    const topic = this.requests.delete(id) ? 'requests' : this.citizens.delete(id) ? 'citizens' : undefined;
    if (topic === undefined) return;
    this.#gone.add(id);
    this.#position += 1;
    this.#feed.set(id, { position: this.#position, change: { topic, id, record: null } });
  }

  /** Someone in the town hall corrects a person, without any desk. */
  correct(id: string, field: 'usedName' | 'phones', after: unknown, by: string): void {
    const citizen = this.citizens.get(id);
    if (citizen === undefined) return;
    this.#position += 1;
    const amendment: Amendment = { id: `0d8f0000-0000-7000-8000-${String(this.#position).padStart(12, '0')}`, kind: 'correction', changes: [{ field, before: citizen[field] ?? null, after }] };
    this.#keepCitizen({ ...citizen, [field]: after, amendments: [...(citizen.amendments ?? []), { ...amendment, at: '2026-11-25T08:00:00Z', by }] });
  }

  record(id: string): ServiceRequest | CitizenRecord | MailItem | undefined {
    return this.requests.get(id) ?? this.citizens.get(id) ?? this.mailItems.get(id);
  }

  #namesTheGone(operation: Operation): boolean {
    if (operation.type === 'request/create' && operation.request.applicant !== undefined && this.#gone.has(operation.request.applicant.citizenId)) return true;
    if (operation.type === 'mail-item/create' && operation.mailItem.sender.kind === 'citizen' && this.#gone.has(operation.mailItem.sender.citizenId)) return true;
    return this.#gone.has(operation.aggregate) || this.#gone.has(recordOf(operation)?.id ?? '');
  }

  #missing(operation: Operation): boolean {
    if (operation.type === 'request/create') return operation.request.applicant !== undefined && !this.citizens.has(operation.request.applicant.citizenId);
    if (operation.type === 'citizen/create' || operation.type === 'audit/record' || operation.type.startsWith('desk-day/')) return false;
    if (operation.type === 'mail-item/create') return operation.mailItem.sender.kind === 'citizen' && !this.citizens.has(operation.mailItem.sender.citizenId);
    return this.record(recordOf(operation)?.id ?? '') === undefined;
  }

  #apply(operation: Operation, answer: WriteAnswer): void {
    if (operation.type === 'audit/record') return;
    if (operation.type === 'citizen/create' || operation.type === 'citizen/amend') {
      const record = acceptedCitizen(this.citizens.get(operation.aggregate) ?? null, operation, answer);
      if (record !== null) this.#keepCitizen(record);
      return;
    }
    const { topic, id } = recordOf(operation) ?? { topic: 'requests', id: '' };
    if (topic === 'requests') this.#keep(accepted(this.requests.get(id) ?? null, operation, answer) as ServiceRequest);
    else this.#keepMailItem(accepted(this.mailItems.get(id) ?? null, operation, answer) as MailItem);
  }

  #keepCitizen(citizen: CitizenRecord): void {
    const record = { ...citizen, rev: this.#position };
    this.citizens.set(record.id, record);
    this.#feed.set(record.id, { position: this.#position, change: { topic: 'citizens', id: record.id, record } });
  }

  #keep(request: ServiceRequest): void {
    const record = { ...request, rev: this.#position };
    this.requests.set(record.id, record);
    this.#feed.set(record.id, { position: this.#position, change: { topic: 'requests', id: record.id, record } });
  }

  #keepMailItem(mailItem: MailItem): void {
    const record = { ...mailItem, rev: this.#position };
    this.mailItems.set(record.id, record);
    this.#feed.set(record.id, { position: this.#position, change: { topic: 'mail-items', id: record.id, record } });
  }
}

/** A field is no longer what the amendment saw: nothing is overwritten in silence. */
function isStale(record: object | undefined, { changes }: Amendment): boolean {
  return changes.some(({ field, before }) => canonicalJson(valueAt(record, field) ?? null) !== canonicalJson(before ?? null));
}

const SETTLED: readonly unknown[] = ['granted', 'refused', 'closed', 'withdrawn', 'transferred'];

/** Closed since the desk saw it open, or about to be withdrawn after it was settled. */
function isSettledUnseen(record: object | undefined, { kind, seenStatus }: Amendment): boolean {
  const status = valueAt(record, 'status');
  if (!SETTLED.includes(status) || status === seenStatus) return false;
  return seenStatus !== undefined || (kind !== 'correction' && kind !== 'complement' && status !== 'withdrawn');
}

/** `note`, or `form.place`. */
export function valueAt(record: object | undefined, field: string): unknown {
  return field.split('.').reduce<unknown>((value, name) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined), record);
}

export function came(status: number, body: unknown): WireAnswer {
  return { status, gateway: null, retryAfterMs: null, body };
}

export function problem(code: string, status: number, retryable: boolean): GrcProblem {
  return { type: 'about:blank', title: code, status, code, messageFr: 'Refusé.', retryable };
}
