import type { Pixels } from './pixels.ts';

/**
 * Turns a picture clockwise by a small angle about its middle, on a canvas of the same size: what the paper covered before it
 * was laid askew. Corners that come into view get the given level.
 */
export function rotate(pixels: Pixels, degrees: number, fill: number): Pixels {
  if (degrees === 0) return pixels;
  const { width, height, channels, data } = pixels;
  const turned = new Uint8Array(data.length).fill(fill);
  const angle = (degrees * Math.PI) / 180;
  // In 65536ths of a pixel, so that the inner loop only adds; a page stays far below 32768 pixels.
  const cos = Math.round(Math.cos(angle) * 65_536);
  const sin = Math.round(Math.sin(angle) * 65_536);
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  const stride = width * channels;
  for (let y = 0; y < height; y += 1) {
    let sourceX = Math.round(middleX * 65_536 - cos * middleX + sin * (y - middleY));
    let sourceY = Math.round(middleY * 65_536 + sin * middleX + cos * (y - middleY));
    for (let x = 0, to = y * stride; x < width; x += 1, to += channels, sourceX += cos, sourceY -= sin) {
      const left = sourceX >> 16;
      const top = sourceY >> 16;
      if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) continue;
      const right = (sourceX & 65_535) >> 8;
      const below = (sourceY & 65_535) >> 8;
      const from = top * stride + left * channels;
      for (let channel = 0; channel < channels; channel += 1) {
        const at = from + channel;
        const upper = (data[at] as number) * (256 - right) + (data[at + channels] as number) * right;
        const lower = (data[at + stride] as number) * (256 - right) + (data[at + stride + channels] as number) * right;
        turned[to + channel] = (upper * (256 - below) + lower * below + 32_768) >> 16;
      }
    }
  }
  return { width, height, channels, data: turned };
}

/** Turns a picture clockwise by whole quarters, without loss. */
export function turn(pixels: Pixels, degrees: 0 | 90 | 180 | 270): Pixels {
  if (degrees === 0) return pixels;
  const { width, height, channels, data } = pixels;
  const aside = degrees !== 180;
  const turned = new Uint8Array(data.length);
  const newWidth = aside ? height : width;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const newX = degrees === 90 ? height - 1 - y : degrees === 180 ? width - 1 - x : y;
      const newY = degrees === 90 ? x : degrees === 180 ? height - 1 - y : width - 1 - x;
      const [from, to] = [(y * width + x) * channels, (newY * newWidth + newX) * channels];
      for (let channel = 0; channel < channels; channel += 1) turned[to + channel] = data[from + channel] ?? 0;
    }
  }
  return { width: newWidth, height: aside ? width : height, channels, data: turned };
}
