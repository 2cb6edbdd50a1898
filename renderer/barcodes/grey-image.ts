import type { PixelImage } from './engine.ts';

/** One byte a pixel, 0 black to 255 white. */
export type GreyImage = { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray };

/** Weights of ITU-R BT.601 in 1/1024. */
const [RED, GREEN, BLUE] = [306, 601, 117];

/** Luminance of the image, smaller by a whole factor: each grey pixel is the mean of the square it stands for. */
export function toGrey({ width, height, data }: PixelImage, factor = 1): GreyImage {
  const grey = { width: Math.floor(width / factor), height: Math.floor(height / factor) };
  const copy = new Uint8ClampedArray(grey.width * grey.height);
  const whole = 1024 * factor * factor;
  for (let y = 0, to = 0; y < grey.height; y += 1) {
    for (let x = 0; x < grey.width; x += 1, to += 1) {
      let sum = 0;
      for (let row = 0; row < factor; row += 1) {
        let from = 4 * ((y * factor + row) * width + x * factor);
        for (let column = 0; column < factor; column += 1, from += 4) {
          sum += RED * (data[from] ?? 0) + GREEN * (data[from + 1] ?? 0) + BLUE * (data[from + 2] ?? 0);
        }
      }
      copy[to] = sum / whole;
    }
  }
  return { ...grey, data: copy };
}

export function toPixels({ width, height, data }: GreyImage): PixelImage {
  const pixels = new Uint8ClampedArray(data.length * 4);
  for (let at = 0, to = 0; at < data.length; at += 1, to += 4) {
    const value = data[at] ?? 0;
    pixels[to] = value;
    pixels[to + 1] = value;
    pixels[to + 2] = value;
    pixels[to + 3] = 255;
  }
  return { width, height, data: pixels };
}
