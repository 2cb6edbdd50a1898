import type { MediaType } from '#shared/domain/document/attachment.ts';

/**
 * Whether a file was written to its end, told by its own structure: a copier that pauses leaves a file that is quiet but
 * not whole. What was cut off is never whole; a whole file may still be damaged inside.
 */
export function isWhole(bytes: Uint8Array, mediaType: MediaType): boolean {
  switch (mediaType) {
    case 'application/pdf':
      return isWholePdf(bytes);
    case 'image/jpeg':
      return isWholeJpeg(bytes);
    case 'image/png':
      return isWholePng(bytes);
    case 'image/tiff':
      return isWholeTiff(bytes);
  }
}

const PDF_TAIL = 2048;

/** Ends with its cross-reference and `%%EOF`; one made for the web has such an end near its start too, and says its length. */
function isWholePdf(bytes: Uint8Array): boolean {
  const tail = Buffer.from(bytes.subarray(-PDF_TAIL)).toString('latin1');
  const end = /startxref\s+(\d+)\s+%%EOF(?![^]*%%EOF)/.exec(tail);
  if (end === null || Number(end[1]) >= bytes.length) return false;
  const head = Buffer.from(bytes.subarray(0, PDF_TAIL)).toString('latin1');
  const length = /\/Linearized[^>]*?\/L\s+(\d+)/.exec(head)?.[1];
  return length === undefined || bytes.length >= Number(length);
}

/** The picture of a preview inside has an end mark of its own: the segments are walked until the scan itself. */
function isWholeJpeg(bytes: Uint8Array): boolean {
  let at = 2;
  while (bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xda) return endsWithMark(bytes, at);
    if (marker === 0xff) at += 1;
    else at += 2 + ((bytes[at + 2] ?? 0) << 8) + (bytes[at + 3] ?? 0);
  }
  return false;
}

function endsWithMark(bytes: Uint8Array, scan: number): boolean {
  let end = bytes.length;
  // Some devices fill the last block of the disk.
  while (end > scan && bytes[end - 1] === 0) end -= 1;
  return end - scan > 4 && bytes[end - 2] === 0xff && bytes[end - 1] === 0xd9;
}

function isWholePng(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const IEND = 0x49454e44;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const next = at + 12 + view.getUint32(at);
    if (view.getUint32(at + 4) === IEND) return next <= bytes.length;
    at = next;
  }
  return false;
}

const MOST_PAGES = 10_000;
/** Tags that give the places of the picture's parts, each with the tag of their lengths. */
const PARTS = new Map([[273, 279], [324, 325]]);

/** Every directory is there, and every part of every picture they name. */
function isWholeTiff(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = bytes[0] === 0x49;
  try {
    let at = view.getUint32(4, little);
    for (let page = 0; at !== 0; page += 1) {
      const next = endOfDirectory(view, little, at);
      if (next === undefined || page === MOST_PAGES) return false;
      at = next;
    }
    return view.getUint32(4, little) !== 0;
  } catch {
    // A place after the end of the file.
    return false;
  }
}

/** The place of the next directory (0 after the last); undefined when a part of this one's picture is not there. */
function endOfDirectory(view: DataView, little: boolean, at: number): number | undefined {
  const count = view.getUint16(at, little);
  const fields = new Map<number, readonly number[]>();
  for (let index = 0; index < count; index += 1) {
    const entry = at + 2 + index * 12;
    const tag = view.getUint16(entry, little);
    if (PARTS.has(tag) || [...PARTS.values()].includes(tag)) fields.set(tag, numbersOf(view, little, entry));
  }
  for (const [places, lengths] of PARTS) {
    const sizes = fields.get(lengths) ?? [];
    if ((fields.get(places) ?? []).some((place, index) => place + (sizes[index] ?? 0) > view.byteLength)) return undefined;
  }
  return view.getUint32(at + 2 + count * 12, little);
}

function numbersOf(view: DataView, little: boolean, entry: number): readonly number[] {
  const size = view.getUint16(entry + 2, little) === 3 ? 2 : 4;
  const count = view.getUint32(entry + 4, little);
  const from = count * size <= 4 ? entry + 8 : view.getUint32(entry + 8, little);
  if (from + count * size > view.byteLength) throw new RangeError('after the end');
  return Array.from({ length: count }, (_, index) => (size === 2 ? view.getUint16(from + index * 2, little) : view.getUint32(from + index * 4, little)));
}
