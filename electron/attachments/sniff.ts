import type { MediaType } from '#shared/domain/document/attachment.ts';

const starts = (bytes: Uint8Array, ...signature: readonly number[]): boolean => signature.every((byte, index) => bytes[index] === byte);

/** What a file is by its first bytes; its name and declared type say nothing. `foreign`: known, and not accepted. */
export function sniff(bytes: Uint8Array): MediaType | 'foreign' | undefined {
  // PDF readers accept the mark within the first kilobyte; scanners do write a few bytes before it.
  if (Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-')) return 'application/pdf';
  if (starts(bytes, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (starts(bytes, 0x49, 0x49, 0x2a, 0x00) || starts(bytes, 0x4d, 0x4d, 0x00, 0x2a)) return 'image/tiff';
  const foreign = starts(bytes, 0x4d, 0x5a) || starts(bytes, 0x50, 0x4b, 3, 4) || starts(bytes, 0x7f, 0x45, 0x4c, 0x46) || starts(bytes, 0xd0, 0xcf, 0x11, 0xe0);
  return foreign || /^\s*<(!doctype|html|svg|\?xml)/i.test(Buffer.from(bytes.subarray(0, 200)).toString('latin1')) ? 'foreign' : undefined;
}
