import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { crc32c } from './crc32c.ts';

/**
 * How far the journal ever came, kept beside it: a journal that was truncated between two records, or lost its last
 * segment, is whole in itself, and would give again the numbers that are on paper.
 */
const markSchema = z.object({ seq: z.int().nonnegative(), sequences: z.record(z.string(), z.int()) });
export type HighWater = { readonly seq: number; readonly sequences: ReadonlyMap<number, number> };

export type HighWaterFile = {
  readonly read: () => HighWater | undefined;
  /** After the record is on the disk. Not flushed: what survives is never above the truth, and a power cut loses no segment. */
  readonly note: (mark: HighWater) => void;
  readonly close: () => void;
};

/** Two slots, written in turn: a torn one leaves the other. `crc(4) length(4) JSON`. */
const SLOT = 512;
const PREFIX = 8;

export function openHighWater(file: string): HighWaterFile {
  let handle: number | undefined;
  let turn = 0;
  return {
    read: () => {
      if (!existsSync(file)) return undefined;
      const bytes = readFileSync(file);
      const slots = [slotAt(bytes, 0), slotAt(bytes, SLOT)];
      const [best] = slots.filter((slot) => slot !== undefined).sort((a, b) => b.seq - a.seq || given(b) - given(a));
      turn = best === slots[0] ? 1 : 0;
      return best;
    },
    note: (mark) => {
      if (handle === undefined) {
        mkdirSync(dirname(file), { recursive: true });
        handle = openSync(file, existsSync(file) ? 'r+' : 'w+', 0o600);
      }
      const slot = slotOf(mark);
      writeSync(handle, slot, 0, slot.length, turn * SLOT);
      turn = 1 - turn;
    },
    close: () => {
      if (handle !== undefined) closeSync(handle);
      handle = undefined;
    },
  };
}

/** Sequences only rise, also where no record was written. */
function given({ sequences }: HighWater): number {
  return [...sequences.values()].reduce((sum, last) => sum + last, 0);
}

function slotOf({ seq, sequences }: HighWater): Buffer {
  // The years that can still be written: the block stays one sector however old the desk is.
  const years = [...sequences].sort(([a], [b]) => b - a).slice(0, 8);
  const json = Buffer.from(JSON.stringify({ seq, sequences: Object.fromEntries(years) }));
  const slot = Buffer.alloc(SLOT);
  slot.writeUInt32BE(crc32c(json), 0);
  slot.writeUInt32BE(json.length, 4);
  slot.set(json, PREFIX);
  return slot;
}

function slotAt(bytes: Buffer, offset: number): HighWater | undefined {
  if (bytes.length < offset + SLOT) return undefined;
  const length = bytes.readUInt32BE(offset + 4);
  const json = bytes.subarray(offset + PREFIX, offset + PREFIX + Math.min(length, SLOT - PREFIX));
  if (json.length !== length || crc32c(json) !== bytes.readUInt32BE(offset)) return undefined;
  const mark = markSchema.safeParse(JSON.parse(json.toString('utf8')));
  return mark.success ? { seq: mark.data.seq, sequences: new Map(Object.entries(mark.data.sequences).map(([year, last]) => [Number(year), last])) } : undefined;
}
