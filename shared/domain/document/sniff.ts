import type { MediaType } from './attachment.ts';

const FOREIGN = [
  [0x4d, 0x5a],
  [0x50, 0x4b, 3, 4],
  [0x7f, 0x45, 0x4c, 0x46],
  [0xd0, 0xcf, 0x11, 0xe0],
] as const;

/** What a file is by its first bytes; its name and declared type say nothing. `foreign`: known, and not accepted. */
export function sniff(bytes: Uint8Array): MediaType | 'foreign' | undefined {
  const starts = (...signature: readonly number[]): boolean => signature.every((byte, index) => bytes[index] === byte);
  const text = latin1(bytes.subarray(0, 1024));
  // PDF readers accept the mark within the first kilobyte; scanners do write a few bytes before it.
  if (text.includes('%PDF-')) return 'application/pdf';
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (starts(0x49, 0x49, 0x2a, 0x00) || starts(0x4d, 0x4d, 0x00, 0x2a)) return 'image/tiff';
  return FOREIGN.some((signature) => starts(...signature)) || /^\s*<(!doctype|html|svg|\?xml)/i.test(text) ? 'foreign' : undefined;
}

function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}
