import { createHash } from 'node:crypto';
import type { Acknowledgement } from '#shared/contracts/desk-api/desk-api.ts';
import type { RecordRefusal } from '#shared/contracts/ipc/journal.ts';
import { auditLink } from '#shared/domain/desk/audit-chain.ts';
import type { Captured } from '#shared/domain/desk/captured.ts';
import { formatDeskNumber } from '#shared/domain/desk/desk-number.ts';
import type { Town } from '#shared/domain/desk/town.ts';
import type { Receipt } from '#shared/domain/receipt/receipt.ts';
import { localDay } from '#shared/lib/dates.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Intent, SealedIntent } from '#shared/sync/intent.ts';
import { createLogger } from '#electron/diagnostics/log.ts';
import { createAppendQueue } from './append-queue.ts';
import { clockIsOff, type ClockReading } from './clock-check.ts';
import { openHighWater } from './high-water.ts';
import { absorb, emptyIndex, raiseSequence, skipNumbers, type PrintState } from './journal-index.ts';
import { createJournalReader, sealedOf, type JournalReader } from './journal-reader.ts';
import type { JournalRecord, RecordPlace } from './record.ts';
import { MIN_RECORD_BYTES, type JournalKey } from './record-codec.ts';
import { readSegments, type Damage } from './read-segments.ts';
import { createSegmentWriter, isDiskFull, realDisk, type JournalDisk } from './segment-writer.ts';

const log = createLogger('journal');
const MAX_SEQUENCE = 999_999;
/** The screen offers "Annuler" for 10 s; the rest is for a slow machine. */
const VOID_WITHIN_MS = 60_000;

type VisitIntent = Extract<Intent, { kind: 'visit' }>;
export type ReceiptInput = {
  readonly intent: VisitIntent;
  readonly number: string;
  readonly recordedAt: string;
  readonly receivedOn: string;
  readonly captured: Captured;
  readonly town: Town;
  readonly deskLabel: string;
};

/** Who, where and when: from main's own session, never from a screen. `captured` is undefined while nobody is signed in. */
export type SealContext = {
  readonly captured: Captured | undefined;
  readonly desk: { readonly site: string; readonly desk: string; readonly label: string; readonly town: Town } | undefined;
  readonly lastServer: ClockReading | undefined;
  readonly nowMs: number;
};

export type Journal = Omit<JournalReader, 'sealedAt'> & {
  /** Resolves after the record is on the disk; a known opId gets its first answer, also after a restart. */
  readonly recordIntent: (intent: Intent, context: SealContext) => Promise<Result<SealedIntent, RecordRefusal>>;
  readonly acknowledge: (ack: Acknowledgement, nowMs: number) => Promise<void>;
  /** `state.id` names the job; the latest of each is what `printStates` tells. */
  readonly keepPrintState: (state: PrintState, nowMs: number) => Promise<void>;
  readonly printStates: () => readonly PrintState[];
  readonly acknowledgementOf: (opId: string) => { readonly ack: Acknowledgement; readonly at: string } | undefined;
  /** True from the moment that the voiding is on the disk. */
  readonly isVoided: (requestId: string) => boolean;
  readonly namesAttachment: (attachmentId: string) => boolean;
  /** The GRC holds this number of this desk: a journal put back to an earlier state gives none up to it again. */
  readonly goOnAfter: (number: string) => void;
  readonly onSealed: (listener: (sealed: SealedIntent) => void) => void;
  /** What was found harmed at the opening, set aside and read around. */
  readonly damages: readonly Damage[];
  readonly keepReserve: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type JournalOptions = {
  readonly dir: string;
  readonly key: JournalKey;
  readonly composeReceipt: (input: ReceiptInput) => Receipt;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly openedAtMs: number;
  readonly failpoint?: (name: string) => void;
  readonly disk?: JournalDisk;
  readonly segmentBytes?: number;
  readonly reserveBytes?: number;
};

/** Opens (or begins) the journal of this desk. Throws when its records were sealed with another key. */
export function openJournal(options: JournalOptions): Journal {
  const { dir, key } = options;
  const index = emptyIndex();
  const reading = readSegments(dir, key, true, (record, place) => {
    absorb(index, record, place);
    index.auditHead = record.stamps.auditLink?.hash ?? index.auditHead;
  });
  const highWater = openHighWater(`${dir}.mark`);
  const mark = highWater.read();
  const damages = [...reading.damages];
  if (mark !== undefined) {
    if (mark.seq > reading.lastSeq) damages.push({ segment: '', offset: mark.seq, bytes: 0, kind: 'missing' });
    for (const [year, last] of mark.sequences) index.sequences.set(year, Math.max(index.sequences.get(year) ?? 0, last));
  }
  // What was lost may have been a link.
  if (damages.length > 0) index.auditHead = null;
  if (damages.some((damage) => damage.kind === 'foreign-key')) throw new Error('journal: sealed with another key');
  for (const damage of damages) log.error('journal damaged, set aside', { ...damage });
  const writer = createSegmentWriter(
    {
      dir,
      disk: options.disk ?? realDisk,
      segmentBytes: options.segmentBytes ?? 8 * 1024 * 1024,
      reserveBytes: options.reserveBytes ?? 64 * 1024 * 1024,
      failpoint: options.failpoint ?? (() => undefined),
    },
    reading.open,
  );
  const queue = createAppendQueue(writer, key, options.randomBytes, { ...reading, lastSeq: Math.max(reading.lastSeq, mark?.seq ?? 0) });
  const listeners: ((sealed: SealedIntent) => void)[] = [];
  const sealing = new Map<string, Promise<Result<SealedIntent, RecordRefusal>>>();

  async function append(record: JournalRecord): Promise<RecordPlace> {
    const place = await queue.append(record);
    absorb(index, record, place);
    noteHighWater(place.seq);
    return place;
  }

  let highest = Math.max(reading.lastSeq, mark?.seq ?? 0);
  function noteHighWater(seq: number): void {
    highest = Math.max(highest, seq);
    try {
      highWater.note({ seq: highest, sequences: index.sequences });
    } catch (cause) {
      // The record is on the disk: for want of a mark nothing is refused.
      log.error('high water not noted', { cause });
    }
  }

  // Records may lie in what was lost, and their numbers on paper: as many are skipped, and the skip is kept.
  for (const damage of reading.damages) {
    const where = `${damage.segment}:${damage.offset}`;
    const skipped = Math.ceil(damage.bytes / MIN_RECORD_BYTES);
    if (skipped === 0 || index.gaps.has(where)) continue;
    skipNumbers(index, skipped, where);
    queue
      .append(bare('number-void', { reason: 'damage', skipped, where }, options.openedAtMs))
      .then(({ seq }) => noteHighWater(seq))
      .catch((cause: unknown) => log.error('gap not kept', { cause }));
  }

  const { sealedAt, ...reader } = createJournalReader(dir, key, index);

  async function seal(intent: Intent, context: SealContext): Promise<Result<SealedIntent, RecordRefusal>> {
    const known = index.byOp.get(intent.opId);
    if (known !== undefined) return ok(await sealedAt(known));
    const { captured, desk, nowMs } = context;
    if (desk === undefined) return err({ code: 'not-enrolled' });
    if (captured === undefined) return err({ code: 'no-clerk' });
    if (intent.kind === 'void' || intent.kind === 'letter-void') {
      const numbered = intent.kind === 'void' ? index.byRequest.get(intent.requestId) : index.byLetter.get(intent.mailItemId);
      if (numbered === undefined) return err({ code: 'unknown-request' });
      if (nowMs - numbered.recordedAtMs > VOID_WITHIN_MS) return err({ code: 'too-late' });
    }
    let deskNumber: string | null = null;
    let receipt: Receipt | null = null;
    const recordedAt = new Date(nowMs).toISOString();
    if (intent.kind === 'visit' || intent.kind === 'letter') {
      if (clockIsOff(nowMs, context.lastServer)) return err({ code: 'clock-off' });
      const today = localDay(nowMs, captured.zone);
      const year = Number(today.slice(0, 4));
      const sequence = (index.sequences.get(year) ?? 0) + 1;
      if (sequence > MAX_SEQUENCE) return err({ code: 'sequence-exhausted' });
      // Taken before the write, and not given back if it fails: the record may be on the disk after all.
      index.sequences.set(year, sequence);
      deskNumber = formatDeskNumber({ year, site: desk.site, desk: desk.desk, sequence });
      if (intent.kind === 'visit') {
        receipt = options.composeReceipt({
          intent,
          number: deskNumber,
          recordedAt,
          receivedOn: intent.request.receivedOn ?? today,
          captured,
          town: desk.town,
          deskLabel: desk.label,
        });
      }
    }
    // Taken before the write, like a number: what is sealed meanwhile goes on from here.
    const link = intent.kind === 'audit' ? auditLink({ opId: intent.opId, action: intent.action, subjectId: intent.subjectId, captured }, index.auditHead, sha256) : undefined;
    if (link !== undefined) index.auditHead = link.hash;
    const record: JournalRecord = {
      opId: intent.opId,
      kind: intent.kind === 'audit' ? 'audit' : 'intent',
      payload: intent,
      stamps: { recordedAt, captured, deskNumber, ...(link !== undefined && { auditLink: link }) },
      printModel: receipt,
    };
    try {
      const sealed = sealedOf((await append(record)).seq, record);
      // On the disk, and no paper asked for yet.
      if (intent.kind === 'visit') options.failpoint?.('journal-fsynced-visit');
      for (const listener of listeners) listener(sealed);
      return ok(sealed);
    } catch (cause) {
      if (link !== undefined) index.auditHead = null;
      if (isDiskFull(cause)) return err({ code: 'disk-full' });
      throw cause;
    }
  }

  return {
    ...reader,
    damages,
    recordIntent: (intent, context) => {
      const running = sealing.get(intent.opId);
      if (running !== undefined) return running;
      const answer = seal(intent, context).finally(() => sealing.delete(intent.opId));
      sealing.set(intent.opId, answer);
      return answer;
    },
    acknowledge: async (ack, nowMs) => {
      await append(bare('ack', ack, nowMs, ack.opId));
      options.failpoint?.('journal-acknowledged');
    },
    keepPrintState: async (state, nowMs) => {
      await append(bare('print-state', state, nowMs, state.id));
    },
    printStates: () => [...index.printStates.values()],
    acknowledgementOf: (opId) => index.acknowledged.get(opId),
    isVoided: (requestId) => index.voided.has(requestId),
    namesAttachment: (attachmentId) => index.attachments.has(attachmentId),
    goOnAfter: (number) => {
      if (raiseSequence(index, number)) noteHighWater(highest);
    },
    onSealed: (listener) => {
      listeners.push(listener);
    },
    keepReserve: writer.keepReserve,
    close: async () => {
      highWater.close();
      await writer.close();
    },
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function bare(kind: JournalRecord['kind'], payload: unknown, nowMs: number, opId = ''): JournalRecord {
  return { opId, kind, payload, stamps: { recordedAt: new Date(nowMs).toISOString(), captured: null, deskNumber: null }, printModel: null };
}
