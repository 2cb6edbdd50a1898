import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Operation } from '#shared/sync/operation.ts';
import { frameAt, MIN_RECORD_BYTES, type JournalKey } from '#electron/journal/record-codec.ts';
import { readSegments, segmentNames, type Damage } from '#electron/journal/read-segments.ts';
import type { JournalKind } from '#electron/journal/record.ts';
import { readUnsent, waitingOf } from './unsent.ts';

export type SegmentSurvey = { readonly name: string; readonly bytes: number; readonly records: number; readonly firstSeq: number | null; readonly lastSeq: number | null };

/** What a journal holds, by counts, places and codes: nothing of a person. */
export type Survey = {
  readonly segments: readonly SegmentSurvey[];
  /** Seqs that no whole record carries, as `from-to`. A write that failed leaves one too. */
  readonly missingSeqs: readonly string[];
  readonly setAside: readonly string[];
  readonly damages: readonly Damage[];
  /** Null without the key: kinds and answers are sealed. */
  readonly opened: {
    readonly kinds: Readonly<Partial<Record<JournalKind, number>>>;
    readonly firstRecordedAt: string | null;
    readonly lastRecordedAt: string | null;
    readonly unacknowledged: Readonly<Partial<Record<Operation['type'], number>>>;
    /** Refused by the GRC, by its code. */
    readonly parked: Readonly<Record<string, number>>;
  } | null;
};

export function surveyJournal(dir: string, key: JournalKey | undefined): Survey {
  const seqs: number[] = [];
  const segments = segmentNames(dir).map((name) => segmentOf(dir, name, seqs));
  const aside = join(dir, 'set-aside');
  const setAside = existsSync(aside) ? readdirSync(aside).sort() : [];
  const outside = { segments, missingSeqs: gapsOf(seqs), setAside };
  if (key === undefined) return { ...outside, damages: [], opened: null };
  const kinds = new Map<string, number>();
  let firstRecordedAt: string | null = null;
  let lastRecordedAt: string | null = null;
  const { damages } = readSegments(dir, key, false, ({ kind, stamps }) => {
    count(kinds, kind);
    firstRecordedAt ??= stamps.recordedAt;
    lastRecordedAt = stamps.recordedAt;
  });
  const unacknowledged = new Map<string, number>();
  const parked = new Map<string, number>();
  for (const entry of readUnsent(dir, key)) {
    for (const { type } of waitingOf(entry)) count(unacknowledged, type);
    for (const { outcome, code } of entry.answers) if (outcome === 'parked') count(parked, code ?? 'unknown');
  }
  const plain = (map: ReadonlyMap<string, number>): Record<string, number> => Object.fromEntries(map);
  return { ...outside, damages, opened: { kinds: plain(kinds), firstRecordedAt, lastRecordedAt, unacknowledged: plain(unacknowledged), parked: plain(parked) } };
}

function segmentOf(dir: string, name: string, seqs: number[]): SegmentSurvey {
  const file = readFileSync(join(dir, name));
  const own: number[] = [];
  for (let offset = 0; offset + MIN_RECORD_BYTES <= file.length; ) {
    const frame = frameAt(file, offset);
    if (frame !== undefined) own.push(frame.seq);
    offset += frame?.bytes.length ?? 1;
  }
  seqs.push(...own);
  return { name, bytes: file.length, records: own.length, firstSeq: own[0] ?? null, lastSeq: own.at(-1) ?? null };
}

function gapsOf(seqs: readonly number[]): readonly string[] {
  const sorted = [...new Set(seqs)].sort((a, b) => a - b);
  let before = 0;
  return sorted.flatMap((seq) => {
    const gap = seq === before + 1 ? [] : [`${before + 1}-${seq - 1}`];
    before = seq;
    return gap;
  });
}

function count(map: Map<string, number>, key: string): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}
