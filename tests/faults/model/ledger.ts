import type { KeptAmendment } from '#shared/domain/service-request/service-request.ts';
import { canonicalJson } from '#shared/lib/canonical-json.ts';
import { isAmend, type Operation } from '#shared/sync/operation.ts';
import type { FakeGrc } from '#shared/sync/testing/fake-grc.ts';
import type { Conduct } from './model-desk.ts';

/** Lanes of decisions: four aggregates at once, and two files, which never hold back text. */
const WRITES = 4;
const UPLOADS = 2;
/** A rush of eight visits with their files makes some sixty calls in its minute; a loop without a wait hundreds. */
const BUSY = 120;

/** One broken promise; `invariant` is its number in the list of invariants (I1 to I8). */
export type Violation = { readonly invariant: 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7'; readonly what: string };

/** What the GRC itself did, in order, beside the fake's own books: the oracle trusts no part under test. */
export type Effect = { readonly opId: string; readonly aggregate: string; readonly desk: string; readonly overwrote: readonly string[] };

/** What every desk was told is recorded. */
export type Promised = { readonly operation: Operation; readonly desk: string };

export type Ledger = {
  readonly promised: Promised[];
  readonly effects: Effect[];
  /** Refused writes that a clerk's answer stands for, by the key of that answer. */
  readonly answered: Map<string, string>;
  /** Writes that the GRC itself refused for good, at least once. */
  readonly refused: Set<string>;
};

export function lostOrDoubled({ promised, effects, answered }: Ledger, parked: ReadonlySet<string>): Violation[] {
  const times = new Map<string, number>();
  for (const { opId } of effects) times.set(opId, (times.get(opId) ?? 0) + 1);
  const known = new Set(promised.map(({ operation: { opId } }) => opId));
  const unknown = effects.filter(({ opId }) => !known.has(opId)).map(({ opId }): Violation => ({ invariant: 'I2', what: `${opId} was never recorded` }));
  return promised.flatMap(({ operation: { opId } }): Violation[] => {
    const count = times.get(opId) ?? 0;
    if (count > 1) return [{ invariant: 'I2', what: `${opId} had ${count} effects` }];
    return count === 0 && !parked.has(opId) && !answered.has(opId) ? [{ invariant: 'I1', what: `${opId} is neither in the GRC nor to handle` }] : [];
  }).concat(unknown);
}

/** Weather is never a refusal: only the GRC's own word puts a write before a clerk. */
export function heldForNothing({ refused }: Ledger, parked: ReadonlySet<string>): Violation[] {
  return [...parked].filter((opId) => !refused.has(opId)).map((opId) => ({ invariant: 'I7', what: `${opId} is to handle, and the GRC never refused it` }));
}

/** What a clerk settled is not put before them a second time. */
export function askedAgain({ answered }: Ledger, parked: ReadonlySet<string>): Violation[] {
  return [...parked].filter((opId) => answered.has(opId)).map((opId) => ({ invariant: 'I7', what: `${opId} is to handle, and a clerk has settled it` }));
}

/** The journal learns each answer, else a desk that lost its cache sends for nothing and its segments are kept for ever. */
export function unacknowledged({ effects, answered }: Ledger, desk: string, acknowledged: ReadonlySet<string>): Violation[] {
  const untold = effects.filter((effect) => effect.desk === desk && !acknowledged.has(effect.opId) && !answered.has(effect.opId));
  return untold.map(({ opId }) => ({ invariant: 'I1', what: `the journal of ${desk} never learnt of ${opId}` }));
}

export function misconduct(desk: string, { mostCallsInAMinute, twiceAtOnce, mostWritesAtOnce, mostUploadsAtOnce }: Conduct): Violation[] {
  const found: Violation[] = [];
  if (mostCallsInAMinute > BUSY) found.push({ invariant: 'I7', what: `${desk} made ${mostCallsInAMinute} calls in a minute` });
  if (twiceAtOnce > 0) found.push({ invariant: 'I2', what: `${desk} sent a write that was under way` });
  if (mostWritesAtOnce > WRITES || mostUploadsAtOnce > UPLOADS) found.push({ invariant: 'I3', what: `${desk} sent ${mostWritesAtOnce} writes and ${mostUploadsAtOnce} files at once` });
  return found;
}

/** Order of entry is kept for the writes of one desk to one aggregate. */
export function outOfOrder({ promised, effects }: Ledger): Violation[] {
  const place = new Map(promised.map(({ operation: { opId } }, index) => [opId, index]));
  const last = new Map<string, number>();
  return effects.flatMap(({ opId, aggregate, desk }): Violation[] => {
    const key = `${desk} ${aggregate}`;
    const at = place.get(opId) ?? -1;
    const before = last.get(key) ?? -1;
    last.set(key, Math.max(at, before));
    return at < before ? [{ invariant: 'I3', what: `${opId} overtook an earlier write to ${aggregate}` }] : [];
  });
}

export function overwritten({ effects }: Ledger): Violation[] {
  return effects.flatMap(({ opId, overwrote }) => overwrote.map((field): Violation => ({ invariant: 'I5', what: `${opId} overwrote ${field} unseen` })));
}

/** Every value typed is in the record, in its history, or in a write that a clerk still has to handle. */
export function forgotten(grc: FakeGrc, { promised, answered }: Ledger, parked: ReadonlySet<string>): Violation[] {
  const inATicket = (opId: string): boolean => {
    const answer = answered.get(opId);
    return parked.has(opId) || (answer !== undefined && inATicket(answer));
  };
  return promised.flatMap(({ operation }): Violation[] => {
    if (!isAmend(operation) || inATicket(operation.opId)) return [];
    const record = grc.record(operation.aggregate);
    // Deleted with its record: what it said was there to be deleted.
    if (record === undefined) return [];
    const lost = operation.amendment.changes.filter(({ field, before, after }) => !isKept(record, field, added(before, after)));
    return lost.map(({ field }): Violation => ({ invariant: 'I5', what: `what ${operation.opId} typed in ${field} is nowhere` }));
  });
}

/** Of a list or a text, what the clerk put in it: what stood there already was typed by somebody else. */
function added(before: unknown, after: unknown): unknown {
  if (typeof before === 'string' && typeof after === 'string' && after.startsWith(before)) return after.slice(before.length).trim();
  return Array.isArray(before) && Array.isArray(after) ? after.filter((part) => !before.includes(part)) : after;
}

/** A value is kept as it was typed, or as a part of what it was merged into. */
function isKept(record: { readonly amendments?: readonly KeptAmendment[] | undefined }, field: string, typed: unknown): boolean {
  const history = record.amendments ?? [];
  const values = history.flatMap(({ changes, setAside = [] }) => [...changes.map((change) => [change.field, change.after]), ...setAside.map((aside) => [aside.field, aside.value])]);
  return values.some(([of, value]) => of === field && holds(value, typed));
}

function holds(value: unknown, typed: unknown): boolean {
  if (Array.isArray(value) && Array.isArray(typed)) return typed.every((part) => value.includes(part));
  if (typeof value === 'string' && typeof typed === 'string') return value.includes(typed);
  return canonicalJson(value ?? null) === canonicalJson(typed ?? null);
}
