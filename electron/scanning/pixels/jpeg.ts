import { readFile } from 'node:fs/promises';
import decodeBySquash, { init as initDecoder } from '@jsquash/jpeg/decode.js';
import encodeBySquash, { init as initEncoder } from '@jsquash/jpeg/encode.js';
import type { Pixels } from './pixels.ts';

export type Jpeg = {
  /** Grey is written as one channel. `quality` 0 to 100. */
  readonly encode: (pixels: Pixels, quality: number) => Promise<Uint8Array>;
  /** Rejects for a damaged file, after which this one can't be relied on: make another. A camera's orientation is applied. */
  readonly decode: (bytes: Uint8Array) => Promise<Pixels>;
};

export type JpegFiles = { readonly encoder: string; readonly decoder: string };

const GREY = 1;
const YCBCR = 3;

type Rgba = { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number };
const encodeRgba = encodeBySquash as unknown as (picture: Rgba, options: object) => Promise<ArrayBuffer>;
const decodeRgba = decodeBySquash as unknown as (bytes: Uint8Array, options: object) => Promise<Rgba>;

/** MozJPEG, from its two WebAssembly files. */
export async function loadJpeg({ encoder, decoder }: JpegFiles): Promise<Jpeg> {
  // The decoder answers in the browser's own type, of which it needs no more than this.
  Object.assign(globalThis, { ImageData: Picture });
  await initEncoder(await WebAssembly.compile(await readFile(encoder)));
  await initDecoder(await WebAssembly.compile(await readFile(decoder)));
  return {
    encode: async (pixels, quality) => {
      const { width, height, channels } = pixels;
      const options = { quality, color_space: channels === 1 ? GREY : YCBCR };
      return new Uint8Array(await encodeRgba({ data: toRgba(pixels), width, height }, options));
    },
    decode: async (bytes) => {
      const { data, width, height } = await decodeRgba(bytes, { preserveOrientation: true });
      return fromRgba(data, width, height, hasColour(bytes) ? 3 : 1);
    },
  };
}

class Picture implements Rgba {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  constructor(data: Uint8ClampedArray, width: number, height: number) {
    // The decoder's memory is used again for the next picture.
    this.data = data.slice();
    this.width = width;
    this.height = height;
  }
}

function toRgba({ width, height, channels, data }: Pixels): Uint8ClampedArray {
  const words = new Uint32Array(width * height);
  if (channels === 1) {
    for (let index = 0; index < words.length; index += 1) words[index] = (data[index] as number) * 0x010101 + 0xff000000;
  } else {
    for (let index = 0, at = 0; index < words.length; index += 1, at += 3) {
      words[index] = (data[at] as number) + ((data[at + 1] as number) << 8) + ((data[at + 2] as number) << 16) + 0xff000000;
    }
  }
  return new Uint8ClampedArray(words.buffer);
}

/** Rows of four samples a pixel, the last one ignored. */
export function fromRgba(rgba: Uint8Array | Uint8ClampedArray, width: number, height: number, channels: 1 | 3): Pixels {
  const data = new Uint8Array(width * height * channels);
  for (let from = 0, to = 0; to < data.length; from += 4, to += channels) {
    for (let channel = 0; channel < channels; channel += 1) data[to + channel] = rgba[from + channel] as number;
  }
  return { width, height, channels, data };
}

/** Whether the first frame header of a JPEG names more than one component. */
function hasColour(bytes: Uint8Array): boolean {
  return (jpegFrame(bytes)?.components ?? 3) > 1;
}

/** What the frame header of a JPEG says; undefined when it has none. */
export function jpegFrame(bytes: Uint8Array): { readonly width: number; readonly height: number; readonly components: number } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 10 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) at += 1;
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7), components: view.getUint8(at + 9) };
    } else at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}
