import { isStaleStatus } from '#shared/domain/service-request/request-life.ts';
import { requestStatusSchema, type Amendment } from '#shared/domain/service-request/service-request.ts';
import { canonicalJson } from '#shared/lib/canonical-json.ts';

export type FieldChange = Amendment['changes'][number];

/** One field that two people changed differently: a clerk chooses. `before` is what both saw first. */
export type Dispute = { readonly field: string; readonly before: unknown; readonly mine: unknown; readonly theirs: unknown };

/** What goes by itself, on what the GRC holds now; and what does not. */
export type Merge = { readonly changes: readonly FieldChange[]; readonly disputes: readonly Dispute[] };

type Rule = (dispute: Dispute) => unknown;

/**
 * How a field that both sides changed merges by itself (the table of the conflicts); undefined: it does not. A field
 * without a rule always goes to a clerk: names, birth date, e-mails, address, the form, a letter's recipient.
 */
const RULES: Readonly<Record<string, Rule>> = { phones: unionOf(6), requestIds: unionOf(20), note: bothNotes, documents: eachById };

/**
 * Lays changes on the record as it is now. Each keeps its field and takes the record's own value as `before`: fields that
 * only one side changed, and equal values, merge; nothing that somebody else typed is replaced unseen.
 */
export function mergeChanges(changes: readonly FieldChange[], current: unknown): Merge {
  const merged: FieldChange[] = [];
  const disputes: Dispute[] = [];
  for (const { field, before, after } of changes) {
    const now = valueAt(current, field) ?? null;
    const untouched = same(now, before) || same(now, after);
    const dispute = { field, before: before ?? null, mine: after ?? null, theirs: now };
    const value = untouched ? (after ?? null) : RULES[field]?.(dispute);
    if (value === undefined) disputes.push(dispute);
    else merged.push({ field, before: now, after: value });
  }
  return { changes: merged, disputes };
}

/** The GRC settled the demande while this amendment was made on an open one, or would now be taken back. */
export function statusDispute({ kind, seenStatus }: Amendment, current: unknown): Dispute | undefined {
  const read = requestStatusSchema.safeParse(valueAt(current, 'status'));
  if (!read.success || !isStaleStatus(kind, seenStatus, read.data)) return undefined;
  const before = seenStatus ?? 'recorded';
  return { field: 'status', before, mine: kind === 'void' || kind === 'withdrawal' ? 'withdrawn' : before, theirs: read.data };
}

/** Several amendments in their order, as one: each field from what was seen first to what was typed last. */
export function composedChanges(amendments: readonly Pick<Amendment, 'changes'>[]): readonly FieldChange[] {
  const fields = new Map<string, FieldChange>();
  for (const { changes } of amendments) {
    for (const change of changes) fields.set(change.field, { ...change, before: (fields.get(change.field) ?? change).before ?? null });
  }
  return [...fields.values()];
}

/** `note`, or `form.place`; undefined where there is none. */
export function valueAt(record: unknown, field: string): unknown {
  return field.split('.').reduce<unknown>((value, name) => (isHolder(value) && Object.hasOwn(value, name) ? value[name] : undefined), record);
}

function isHolder(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function same(a: unknown, b: unknown): boolean {
  return canonicalJson(a ?? null) === canonicalJson(b ?? null);
}

/** What one side added is there, what one side took away is not; more than the field may hold is for a clerk. */
function unionOf(most: number): Rule {
  return ({ before, mine, theirs }) => {
    const [was, here, there] = [before ?? [], mine ?? [], theirs ?? []].map((list) => (Array.isArray(list) ? (list as unknown[]) : undefined));
    if (was === undefined || here === undefined || there === undefined) return undefined;
    const kept = there.filter((item) => !was.includes(item) || here.includes(item));
    const union = [...kept, ...here.filter((item) => !was.includes(item) && !kept.includes(item))];
    return union.length > most ? undefined : union;
  };
}

/** Two additions to one note follow each other; a note that somebody wrote anew goes to a clerk. */
function bothNotes({ before, mine, theirs }: Dispute): unknown {
  const [was, here, there] = [before ?? '', mine ?? '', theirs ?? ''];
  if (typeof was !== 'string' || typeof here !== 'string' || typeof there !== 'string') return undefined;
  if (!here.startsWith(was) || !there.startsWith(was) || here === was) return undefined;
  const both = `${there.trimEnd()}\n${here.slice(was.length).trimStart()}`;
  return both.length > 2000 ? undefined : both;
}

/** A list of documents merges when each of them was changed by one side only. */
function eachById({ before, mine, theirs }: Dispute): unknown {
  const [was, here, there] = [byId(before), byId(mine), byId(theirs)];
  if (was === undefined || here === undefined || there === undefined) return undefined;
  const merged: unknown[] = [];
  for (const id of new Set([...there.keys(), ...here.keys()])) {
    const [a, b, c] = [was.get(id), here.get(id), there.get(id)];
    if (!same(a, b) && !same(a, c) && !same(b, c)) return undefined;
    const value = same(a, b) ? c : b;
    if (value !== undefined) merged.push(value);
  }
  return merged;
}

function byId(list: unknown): ReadonlyMap<unknown, unknown> | undefined {
  if (!Array.isArray(list)) return undefined;
  const entries = list.map((item: unknown): [unknown, unknown] => [valueAt(item, 'id'), item]);
  return entries.some(([id]) => id === undefined) ? undefined : new Map(entries);
}
