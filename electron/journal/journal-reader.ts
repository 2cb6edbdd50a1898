import { open as openFile } from 'node:fs/promises';
import { join } from 'node:path';
import { acknowledgementSchema, type JournalPage } from '#shared/contracts/desk-api/desk-api.ts';
import type { DayEntry } from '#shared/domain/desk/day-sheet.ts';
import { localDay } from '#shared/lib/dates.ts';
import { intentSchema, type DeskDayOpening, type SealedIntent } from '#shared/sync/intent.ts';
import { operationsOf } from '#shared/sync/operations-of.ts';
import { dayEntryOf } from './day-entry.ts';
import type { JournalIndex } from './journal-index.ts';
import { journalRecordSchema, type JournalRecord, type RecordPlace } from './record.ts';
import { unsealRecord, type JournalKey } from './record-codec.ts';

export type JournalReader = {
  readonly sealedAt: (place: RecordPlace) => Promise<SealedIntent>;
  /** Sealed intents after a seq, with the writes of them that the GRC has accepted. */
  readonly read: (afterSeq: number, limit: number) => Promise<JournalPage>;
  readonly sealedByRequest: (requestId: string) => Promise<SealedIntent | undefined>;
  /** Visits whose receipt was to be printed, still stands, and of which no print state was ever kept. */
  readonly toPrint: () => Promise<readonly SealedIntent[]>;
  /** The numbers that this desk gave on a local day of the zone. */
  readonly numbersOf: (day: string, zone: string) => Promise<readonly DayEntry[]>;
  /** How that day of that desk was opened, once it was closed a first time. */
  readonly openingOf: (day: string, deskId: string) => Promise<DeskDayOpening | undefined>;
};

/** Reads records back from the places that the index knows; each answer is what the disk holds now. */
export function createJournalReader(dir: string, key: JournalKey, index: JournalIndex): JournalReader {
  async function recordAt(place: RecordPlace): Promise<JournalRecord> {
    const file = await openFile(join(dir, place.segment), 'r');
    try {
      const bytes = Buffer.alloc(place.length);
      await file.read(bytes, 0, place.length, place.offset);
      return journalRecordSchema.parse(JSON.parse(unsealRecord(key, bytes)));
    } finally {
      await file.close();
    }
  }

  async function sealedAt(place: RecordPlace): Promise<SealedIntent> {
    return sealedOf(place.seq, await recordAt(place));
  }

  async function rebasedOf(opIds: readonly string[]): Promise<JournalPage['rebased']> {
    const found = opIds.map(async (opId) => {
      const place = index.rebased.get(opId);
      const changes = place && acknowledgementSchema.parse((await recordAt(place)).payload).changes;
      return changes === undefined ? [] : [{ opId, changes }];
    });
    return (await Promise.all(found)).flat();
  }

  return {
    sealedAt,
    read: async (afterSeq, limit) => {
      const after = index.intents.filter((place) => place.seq > afterSeq);
      const page = after.slice(0, limit);
      const entries = await Promise.all(page.map(sealedAt));
      const writes = entries.flatMap((entry) => operationsOf(entry).map(({ opId }) => opId));
      const acknowledged = writes.filter((opId) => index.acknowledged.get(opId)?.ack.outcome === 'accepted');
      return { entries, acknowledged, rebased: await rebasedOf(writes), nextSeq: page.at(-1)?.seq ?? afterSeq, more: after.length > page.length };
    },
    sealedByRequest: async (requestId) => {
      const visit = index.byRequest.get(requestId);
      return visit === undefined ? undefined : sealedAt(visit.place);
    },
    toPrint: async () => {
      const unprinted = [...index.byRequest].filter(([requestId]) => !index.printStates.has(requestId) && !index.voided.has(requestId));
      const sealed = await Promise.all(unprinted.map(([, { place }]) => sealedAt(place)));
      return sealed.filter(({ intent }) => intent.kind === 'visit' && intent.receipt === 'print');
    },
    numbersOf: async (day, zone) => {
      const that = [...index.byRequest, ...index.byLetter].filter(([, { recordedAtMs }]) => localDay(recordedAtMs, zone) === day);
      const entries = await Promise.all(that.map(async ([id, { place }]) => dayEntryOf(index, id, await sealedAt(place))));
      return entries.filter((entry) => entry !== undefined);
    },
    openingOf: async (day, deskId) => {
      const place = index.deskDays.get(`${day} ${deskId}`);
      const intent = place && (await sealedAt(place)).intent;
      return intent?.kind === 'desk-day' ? intent.opened : undefined;
    },
  };
}

/** The intent that a record of kind `intent` or `audit` holds. */
export function sealedOf(seq: number, record: JournalRecord): SealedIntent {
  const { recordedAt, captured, deskNumber, auditLink: link } = record.stamps;
  if (captured === null) throw new Error('journal: an intent without its clerk');
  return { seq, recordedAt, captured, deskNumber, intent: intentSchema.parse(record.payload), receipt: record.printModel, ...(link !== undefined && { auditLink: link }) };
}
