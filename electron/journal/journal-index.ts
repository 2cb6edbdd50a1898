import { z } from 'zod';
import { acknowledgementSchema, type Acknowledgement } from '#shared/contracts/desk-api/desk-api.ts';
import { intentSchema, type Intent } from '#shared/sync/intent.ts';
import { numberGapSchema, type JournalRecord, type RecordPlace } from './record.ts';

const printStateSchema = z.looseObject({ id: z.string() });
export type PrintState = z.infer<typeof printStateSchema>;

/** Where lies what was given a number. */
type NumberedPlace = { readonly place: RecordPlace; readonly recordedAtMs: number };

/** What is kept in memory of the journal: where things lie, never what they say of a person. */
export type JournalIndex = {
  /** Sealed intents in the order of entry. */
  readonly intents: RecordPlace[];
  readonly byOp: Map<string, RecordPlace>;
  readonly byRequest: Map<string, NumberedPlace>;
  readonly byLetter: Map<string, NumberedPlace>;
  readonly acknowledged: Map<string, { readonly ack: Acknowledgement; readonly at: string }>;
  /** Where the newest changes of a write lie that was laid on a newer version. */
  readonly rebased: Map<string, RecordPlace>;
  /** Where the first closing of each local day lies, by day and desk: it says how the day was opened. */
  readonly deskDays: Map<string, RecordPlace>;
  readonly attachments: Set<string>;
  /** Demandes whose number was annulled. */
  readonly voided: Set<string>;
  /** Latest state of each print job. */
  readonly printStates: Map<string, PrintState>;
  /** Highest sequence given, by full local year. */
  readonly sequences: Map<number, number>;
  /** Hash of the last audit, where the next one goes on; null where a chain begins. */
  auditHead: string | null;
  /** Damages whose numbers were skipped already. */
  readonly gaps: Set<string>;
};

export function emptyIndex(): JournalIndex {
  return {
    intents: [],
    byOp: new Map(),
    byRequest: new Map(),
    byLetter: new Map(),
    acknowledged: new Map(),
    rebased: new Map(),
    deskDays: new Map(),
    attachments: new Set(),
    voided: new Set(),
    printStates: new Map(),
    sequences: new Map(),
    auditHead: null,
    gaps: new Set(),
  };
}

/** Takes a record in; also at start, so it must hold for every record that an older build wrote. */
export function absorb(index: JournalIndex, record: JournalRecord, place: RecordPlace): void {
  switch (record.kind) {
    case 'intent':
    case 'audit':
      absorbIntent(index, record, intentSchema.parse(record.payload), place);
      break;
    case 'ack': {
      const ack = acknowledgementSchema.parse(record.payload);
      if (ack.outcome === 'rebased') {
        index.rebased.set(ack.opId, place);
        break;
      }
      index.acknowledged.set(ack.opId, { ack, at: record.stamps.recordedAt });
      // What the GRC can no longer join begins anew, and the GRC keeps that it did.
      if (ack.code === 'audit-chain-broken') index.auditHead = null;
      break;
    }
    case 'print-state': {
      const state = printStateSchema.parse(record.payload);
      index.printStates.set(state.id, state);
      break;
    }
    case 'number-void': {
      const gap = numberGapSchema.safeParse(record.payload);
      if (gap.success) skipNumbers(index, gap.data.skipped, gap.data.where);
      break;
    }
    case 'attachment':
    case 'enrolment':
      break;
  }
}

/** Numbers that damage may have hidden are never given: they may be on paper. */
export function skipNumbers(index: JournalIndex, count: number, where: string): void {
  index.gaps.add(where);
  for (const [year, last] of index.sequences) index.sequences.set(year, last + count);
}

function absorbIntent(index: JournalIndex, record: JournalRecord, intent: Intent, place: RecordPlace): void {
  const before = index.byOp.get(intent.opId);
  // A write that failed, was tried again, and turned out to be on the disk after all: the one that was answered counts.
  if (before !== undefined) index.intents.splice(index.intents.indexOf(before), 1);
  index.byOp.set(intent.opId, place);
  index.intents.push(place);
  if (intent.kind === 'void') index.voided.add(intent.requestId);
  if (intent.kind === 'letter-void') index.voided.add(intent.mailItemId);
  if (intent.kind === 'desk-day') {
    const day = `${intent.opened.day} ${intent.opened.captured.deskId}`;
    if (!index.deskDays.has(day)) index.deskDays.set(day, place);
  }
  if (intent.kind !== 'visit' && intent.kind !== 'letter') return;
  const numbered = { place, recordedAtMs: Date.parse(record.stamps.recordedAt) };
  if (intent.kind === 'visit') index.byRequest.set(intent.request.id, numbered);
  else index.byLetter.set(intent.letter.id, numbered);
  for (const { id } of (intent.kind === 'visit' ? intent.request : intent.letter).attachments) index.attachments.add(id);
  raiseSequence(index, record.stamps.deskNumber ?? '');
}

/** True when the sequence of that number's year had not come so far. */
export function raiseSequence(index: JournalIndex, number: string): boolean {
  const [yy, , , sequence] = number.split('-');
  if (yy === undefined || sequence === undefined) return false;
  const year = 2000 + Number(yy);
  const isHigher = Number(sequence) > (index.sequences.get(year) ?? 0);
  if (isHigher) index.sequences.set(year, Number(sequence));
  return isHigher;
}
