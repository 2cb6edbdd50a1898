/** Rows of samples of 8 bits from the top, without padding: one a pixel when grey, three (red, green, blue) in colour. */
export type Pixels = { readonly width: number; readonly height: number; readonly channels: 1 | 3; readonly data: Uint8Array };
/** Pixels of one channel. */
export type Grey = Pixels & { readonly channels: 1 };

export function greyOf(pixels: Pixels): Grey {
  const { width, height, channels, data } = pixels;
  if (channels === 1) return { width, height, channels, data };
  const grey = new Uint8Array(width * height);
  for (let index = 0, at = 0; index < grey.length; index += 1, at += 3) {
    // Rec. 601, in 256ths.
    grey[index] = ((data[at] ?? 0) * 77 + (data[at + 1] ?? 0) * 150 + (data[at + 2] ?? 0) * 29) >> 8;
  }
  return { width, height, channels: 1, data: grey };
}

/** Makes a picture smaller by averaging whole blocks: `factor` by `factor` pixels become one. */
export function shrink(pixels: Pixels, factor: number): Pixels {
  if (factor <= 1) return pixels;
  const { channels, data } = pixels;
  const width = Math.max(1, Math.floor(pixels.width / factor));
  const height = Math.max(1, Math.floor(pixels.height / factor));
  const smaller = new Uint8Array(width * height * channels);
  const area = factor * factor;
  const sums = new Uint32Array(width * channels);
  for (let y = 0; y < height; y += 1) {
    sums.fill(0);
    for (let row = 0; row < factor; row += 1) {
      let at = (y * factor + row) * pixels.width * channels;
      for (let x = 0; x < width; x += 1) {
        for (let column = 0; column < factor; column += 1) {
          for (let channel = 0; channel < channels; channel += 1, at += 1) sums[x * channels + channel] = (sums[x * channels + channel] ?? 0) + (data[at] ?? 0);
        }
      }
    }
    for (let index = 0; index < sums.length; index += 1) smaller[y * sums.length + index] = (sums[index] ?? 0) / area;
  }
  return { width, height, channels, data: smaller };
}

/** The part of a picture inside a box. */
export function cut(pixels: Pixels, { left, top, width, height }: Box): Pixels {
  if (left === 0 && top === 0 && width === pixels.width && height === pixels.height) return pixels;
  const { channels } = pixels;
  const data = new Uint8Array(width * height * channels);
  for (let y = 0; y < height; y += 1) {
    const from = ((top + y) * pixels.width + left) * channels;
    data.set(pixels.data.subarray(from, from + width * channels), y * width * channels);
  }
  return { width, height, channels, data };
}

export type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
