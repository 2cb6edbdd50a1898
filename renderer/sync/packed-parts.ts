import { z } from 'zod';
import type { Numbers } from '#shared/domain/citizen/packed-column.ts';

/** Texts, and numbers as narrow as they were given. */
export type Part = string | Numbers;
/** The parts of bytes that were packed, each read when it is asked for. */
export type Parts = { readonly count: number; text(nth: number): string; numbers(nth: number): Numbers };

const WIDTHS = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array } as const;
/** Every part begins at a multiple of it, so that numbers are read where they are. */
const ALIGNED = 4;
/** Of each part its length in bytes and the width of its numbers; 0: a text. */
const headSchema = z.object({ version: z.int(), parts: z.array(z.tuple([z.int().nonnegative(), z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(4)])])) });
type Head = z.infer<typeof headSchema>;

/** One run of bytes: the length of its head, its head, its parts. */
export function packParts(version: number, parts: readonly Part[]): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const pieces = parts.map((part) => (typeof part === 'string' ? encoder.encode(part) : new Uint8Array(part.buffer, part.byteOffset, part.byteLength)));
  const head: Head = { version, parts: parts.map((part, nth) => [pieces[nth]?.length ?? 0, typeof part === 'string' ? 0 : widthOf(part)]) };
  const all = [encoder.encode(JSON.stringify(head)), ...pieces];
  const bytes = new Uint8Array(all.reduce((sum, piece) => sum + aligned(piece.length), ALIGNED));
  new DataView(bytes.buffer).setUint32(0, all[0]?.length ?? 0);
  let at = ALIGNED;
  for (const piece of all) {
    bytes.set(piece, at);
    at += aligned(piece.length);
  }
  return bytes;
}

/** undefined: they are no parts of that version, or not all of them. `bytes` are kept, not copied. */
export function unpackParts(version: number, bytes: Uint8Array<ArrayBuffer>): Parts | undefined {
  const head = readHead(bytes);
  if (head?.version !== version) return undefined;
  const starts: number[] = [];
  let end = head.end;
  for (const [length] of head.parts) {
    starts.push(end);
    end += aligned(length);
  }
  if (end !== bytes.length) return undefined;
  return {
    count: starts.length,
    text: (nth) => new TextDecoder().decode(bytes.subarray(starts[nth], (starts[nth] ?? 0) + (head.parts[nth]?.[0] ?? 0))),
    numbers: (nth) => {
      const [length, width] = head.parts[nth] ?? [0, 1];
      return new WIDTHS[width === 0 ? 1 : width](bytes.buffer, bytes.byteOffset + (starts[nth] ?? 0), length / (width === 0 ? 1 : width));
    },
  };
}

function readHead(bytes: Uint8Array<ArrayBuffer>): (Head & { readonly end: number }) | undefined {
  if (bytes.length < ALIGNED) return undefined;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  try {
    const head = headSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes.subarray(ALIGNED, ALIGNED + length))));
    return head.data && { ...head.data, end: ALIGNED + aligned(length) };
  } catch {
    return undefined;
  }
}

function widthOf(numbers: Numbers): 1 | 2 | 4 {
  return numbers instanceof Uint8Array ? 1 : numbers instanceof Uint16Array ? 2 : 4;
}

function aligned(length: number): number {
  return Math.ceil(length / ALIGNED) * ALIGNED;
}
