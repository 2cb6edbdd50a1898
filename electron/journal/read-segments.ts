import { closeSync, copyFileSync, existsSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createLogger } from '#electron/diagnostics/log.ts';
import { writeFileAtomicSync } from '#electron/settings/atomic-file.ts';
import { FIRST_HASH, frameAt, hashOf, unsealRecord, type JournalKey } from './record-codec.ts';
import { journalRecordSchema, type JournalRecord, type RecordPlace } from './record.ts';

export type Damage = { readonly segment: string; readonly offset: number; readonly bytes: number; readonly kind: 'torn-tail' | 'damaged' | 'broken-chain' | 'foreign-key' | 'missing' };
export type SegmentsReading = {
  readonly lastSeq: number;
  readonly lastHash: Buffer;
  /** The segment to go on with; undefined: begin a new one. */
  readonly open: { readonly name: string; readonly length: number } | undefined;
  readonly damages: readonly Damage[];
};

const log = createLogger('journal');
const SEGMENT = /^journal-\d{12}(-\d+)?\.seg$/;

/** `attempt` tells apart segments begun at one seq, the first of which could not be written. */
export function segmentName(firstSeq: number, attempt = 0): string {
  return `journal-${String(firstSeq).padStart(12, '0')}${attempt === 0 ? '' : `-${attempt}`}.seg`;
}

export function segmentNames(dir: string): readonly string[] {
  const names = existsSync(dir) ? readdirSync(dir).filter((name) => SEGMENT.test(name)) : [];
  // Without the ending: `…-1` then comes after the name that it follows.
  return names.map((name) => name.slice(0, -'.seg'.length)).sort().map((name) => `${name}.seg`);
}

/**
 * Reads all segments in order and tells each sound record. A torn tail is copied into `set-aside/`, then cut off. A
 * segment damaged elsewhere is copied there whole and never written again; what is sound on both sides is still read.
 */
export function readSegments(dir: string, key: JournalKey, repair: boolean, each: (record: JournalRecord, place: RecordPlace) => void): SegmentsReading {
  const names = segmentNames(dir);
  const damages: Damage[] = [];
  let lastSeq = 0;
  let lastHash: Buffer = FIRST_HASH;
  let open: SegmentsReading['open'];
  for (const [index, name] of names.entries()) {
    const file = readFileSync(join(dir, name));
    let harmed = false;
    let offset = 0;
    while (offset < file.length) {
      const frame = frameAt(file, offset);
      const record = frame === undefined ? undefined : unsealed(key, frame.bytes);
      if (frame === undefined || record === undefined) {
        const next = frame === undefined ? nextFrame(file, offset + 1) : offset + frame.bytes.length;
        const tail = next === undefined && index === names.length - 1;
        const kind = frame !== undefined && !frame.keyId.equals(key.id) ? 'foreign-key' : tail ? 'torn-tail' : 'damaged';
        const bytes = (next ?? file.length) - offset;
        // Its secret part is lost, its place is not: no later record may take the same seq.
        if (frame !== undefined) {
          lastSeq = Math.max(lastSeq, frame.seq);
          lastHash = hashOf(frame.bytes);
        }
        damages.push({ segment: name, offset, bytes, kind });
        if (!(repair && kind === 'torn-tail' && !harmed && cutTail(dir, name, file, offset))) harmed = true;
        if (next === undefined) break;
        offset = next;
        continue;
      }
      if (frame.seq <= lastSeq || !frame.prevHash.equals(lastHash)) {
        if (!harmed) damages.push({ segment: name, offset, bytes: 0, kind: 'broken-chain' });
        harmed = true;
      }
      lastSeq = Math.max(lastSeq, frame.seq);
      lastHash = hashOf(frame.bytes);
      each(record, { seq: frame.seq, segment: name, offset, length: frame.bytes.length });
      offset += frame.bytes.length;
    }
    if (harmed && repair) setAside(dir, name);
    open = harmed ? undefined : { name, length: offset };
  }
  return { lastSeq, lastHash, open, damages };
}

function unsealed(key: JournalKey, bytes: Buffer): JournalRecord | undefined {
  try {
    return journalRecordSchema.parse(JSON.parse(unsealRecord(key, bytes)));
  } catch {
    return undefined;
  }
}

function nextFrame(file: Buffer, from: number): number | undefined {
  for (let offset = from; offset < file.length; offset += 1) if (frameAt(file, offset) !== undefined) return offset;
  return undefined;
}

/** False on a disk that has no room for the copy: the segment is then left as it is, and another one begun. */
function cutTail(dir: string, name: string, file: Buffer, offset: number): boolean {
  const tail = file.subarray(offset);
  try {
    writeFileAtomicSync(join(dir, 'set-aside', `${name}.${offset}.${hashOf(tail).toString('hex').slice(0, 12)}.torn`), tail);
  } catch (cause) {
    log.error('no copy of a torn tail', { cause });
    return false;
  }
  const handle = openSync(join(dir, name), 'r+');
  try {
    ftruncateSync(handle, offset);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return true;
}

/** Without room for it there is no copy; the segment itself is never written again. */
function setAside(dir: string, name: string): void {
  const digest = hashOf(readFileSync(join(dir, name))).toString('hex').slice(0, 12);
  const copy = join(dir, 'set-aside', `${name}.${digest}.damaged`);
  try {
    mkdirSync(join(dir, 'set-aside'), { recursive: true });
    if (!existsSync(copy)) copyFileSync(join(dir, name), copy);
  } catch (cause) {
    log.error('no copy of a damaged segment', { cause });
    rmSync(copy, { force: true });
  }
}
