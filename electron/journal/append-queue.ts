import { FIRST_HASH, hashOf, sealRecord, type JournalKey } from './record-codec.ts';
import type { JournalRecord, RecordPlace } from './record.ts';
import type { SegmentWriter } from './segment-writer.ts';

type Waiting = {
  readonly record: JournalRecord;
  readonly resolve: (place: RecordPlace) => void;
  readonly reject: (cause: unknown) => void;
};

/** Appends records in order; those that wait while the disk works share the next flush. */
export type AppendQueue = { readonly append: (record: JournalRecord) => Promise<RecordPlace> };

type Start = { readonly lastSeq: number; readonly lastHash: Uint8Array };

export function createAppendQueue(writer: SegmentWriter, key: JournalKey, randomBytes: (count: number) => Uint8Array, start: Start): AppendQueue {
  let lastSeq = start.lastSeq;
  let lastHash: Uint8Array = start.lastSeq === 0 ? FIRST_HASH : start.lastHash;
  let waiting: Waiting[] = [];
  let working = false;

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await flush(batch);
    }
    working = false;
  }

  async function flush(batch: readonly Waiting[]): Promise<void> {
    const firstSeq = lastSeq + 1;
    let hash = lastHash;
    const frames = batch.map(({ record }, index) => {
      const frame = sealRecord(key, firstSeq + index, hash, randomBytes(12), JSON.stringify(record));
      hash = hashOf(frame);
      return frame;
    });
    // Taken whatever happens: a record that failed may be found on the disk after all.
    lastSeq += batch.length;
    try {
      const { segment, offset } = await writer.append(firstSeq, Buffer.concat(frames));
      lastHash = hash;
      let at = offset;
      for (const [index, { resolve }] of batch.entries()) {
        const length = frames[index]?.length ?? 0;
        resolve({ seq: firstSeq + index, segment, offset: at, length });
        at += length;
      }
    } catch (cause) {
      for (const { reject } of batch) reject(cause);
    }
  }

  return {
    append: (record) =>
      new Promise((resolve, reject) => {
        waiting.push({ record, resolve, reject });
        void work();
      }),
  };
}
