import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../model/random.ts';
import type { DiskEvent } from './recorded-disk.ts';

const SECTOR = 512;

/** What became of the pages that were not flushed when the current went. */
export type Loss = 'all kept' | 'all dropped' | 'torn at a byte' | 'sectors dropped' | 'grown, empty' | 'grown, old garbage';
export const LOSSES: readonly Loss[] = ['all kept', 'all dropped', 'torn at a byte', 'sectors dropped', 'grown, empty', 'grown, old garbage'];

/** Lays down a folder as a disk may hold it when the current goes after the first `count` events of a trace. */
export function afterPowerCut(dir: string, trace: readonly DiskEvent[], count: number, loss: Loss, random: Random): void {
  const files = new Map<string, { durable: Buffer; readonly loose: Extract<DiskEvent, { kind: 'write' }>[] }>();
  const entered = new Set<string>();
  for (const event of trace.slice(0, count)) {
    if (event.kind === 'answer') continue;
    if (event.kind === 'sync-folder') {
      for (const name of files.keys()) entered.add(name);
      continue;
    }
    const file = files.get(event.file) ?? { durable: Buffer.alloc(0), loose: [] };
    files.set(event.file, file);
    if (event.kind === 'write') file.loose.push(event);
    if (event.kind === 'sync') for (const write of file.loose.splice(0)) file.durable = laid(file.durable, write.at, write.bytes);
  }
  mkdirSync(dir, { recursive: true });
  for (const [name, { durable, loose }] of files) {
    // A folder that was not flushed may have forgotten the file, however well its bytes were.
    if (!entered.has(name) && loss !== 'all kept') continue;
    writeFileSync(join(dir, name), loose.reduce((bytes, write) => lost(bytes, write.at, write.bytes, loss, random), durable));
  }
}

function lost(file: Buffer, at: number, bytes: Uint8Array, loss: Loss, random: Random): Buffer {
  switch (loss) {
    case 'all kept':
      return laid(file, at, bytes);
    case 'all dropped':
      return file;
    case 'torn at a byte':
      return laid(file, at, bytes.subarray(0, random.int(0, bytes.length)));
    case 'sectors dropped': {
      // The file has its new length; any of its sectors may still hold what was there, or nothing.
      const kept = Uint8Array.from(bytes);
      for (let sector = 0; sector < bytes.length; sector += SECTOR) if (random.chance(0.5)) kept.fill(0, sector, sector + SECTOR);
      return laid(file, at, kept);
    }
    case 'grown, empty':
      return laid(file, at, new Uint8Array(bytes.length));
    case 'grown, old garbage':
      return laid(file, at, Uint8Array.from(bytes, () => random.int(0, 255)));
  }
}

function laid(file: Buffer, at: number, bytes: Uint8Array): Buffer {
  const grown = Buffer.alloc(Math.max(file.length, at + bytes.length));
  grown.set(file);
  grown.set(bytes, at);
  return grown;
}
