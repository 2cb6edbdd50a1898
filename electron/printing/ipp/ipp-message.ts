/** The Internet Printing Protocol (RFC 8010): what of it a job and its fate take. */

const VERSION = 0x0200;
export const OPERATIONS = { print: 0x0002, cancel: 0x0008, job: 0x0009, printer: 0x000b } as const;

const GROUPS = { operation: 0x01, job: 0x02, end: 0x03 } as const;
const TAGS = { integer: 0x21, enum: 0x23, text: 0x41, name: 0x42, keyword: 0x44, uri: 0x45, charset: 0x47, language: 0x48, mediaType: 0x49 } as const;
const FIRST_VALUE = 0x10;

export type IppAttribute = readonly [tag: keyof typeof TAGS, name: string, value: string | number];

/** A request and its document, ready to be posted. */
export function ippRequest(operation: number, attributes: readonly IppAttribute[], jobAttributes: readonly IppAttribute[] = [], document: Uint8Array = new Uint8Array()): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16BE(VERSION, 0);
  head.writeUInt16BE(operation, 2);
  head.writeUInt32BE(1, 4);
  const first: readonly IppAttribute[] = [['charset', 'attributes-charset', 'utf-8'], ['language', 'attributes-natural-language', 'fr']];
  return Buffer.concat([
    head,
    Buffer.from([GROUPS.operation]),
    ...[...first, ...attributes].map(attribute),
    ...(jobAttributes.length === 0 ? [] : [Buffer.from([GROUPS.job]), ...jobAttributes.map(attribute)]),
    Buffer.from([GROUPS.end]),
    document,
  ]);
}

function attribute([tag, name, value]: IppAttribute): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : int32(value);
  return Buffer.concat([Buffer.from([TAGS[tag]]), sized(Buffer.from(name, 'latin1')), sized(bytes)]);
}

function sized(bytes: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

export type IppAnswer = {
  /** Below 0x0100: done. */
  readonly status: number;
  /** Integers and words by name; of several groups of one name, the last. */
  readonly attributes: ReadonlyMap<string, readonly (string | number)[]>;
};

/** Reads an answer; undefined when the bytes are none. */
export function readIppAnswer(bytes: Buffer): IppAnswer | undefined {
  try {
    const attributes = new Map<string, (string | number)[]>();
    let values: (string | number)[] = [];
    let at = 8;
    for (;;) {
      const tag = bytes.readUInt8(at);
      at += 1;
      if (tag === GROUPS.end) return { status: bytes.readUInt16BE(2), attributes };
      if (tag < FIRST_VALUE) continue;
      const name = part(bytes, at);
      const value = part(bytes, name.end);
      at = value.end;
      // Without a name: one more value of the attribute before.
      if (name.bytes.length > 0) attributes.set(name.bytes.toString('latin1'), (values = []));
      values.push((tag === TAGS.integer || tag === TAGS.enum) && value.bytes.length === 4 ? value.bytes.readInt32BE() : value.bytes.toString('utf8'));
    }
  } catch (cause) {
    if (cause instanceof RangeError) return undefined;
    throw cause;
  }
}

function part(bytes: Buffer, at: number): { readonly bytes: Buffer; readonly end: number } {
  const start = at + 2;
  const end = start + bytes.readUInt16BE(at);
  if (end > bytes.length) throw new RangeError('ipp: cut short');
  return { bytes: bytes.subarray(start, end), end };
}
