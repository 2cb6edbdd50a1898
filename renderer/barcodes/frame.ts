import type { ImagePoint } from '#renderer/platform/barcodes.ts';
import type { PixelImage } from './engine.ts';
import { toGrey, type GreyImage } from './grey-image.ts';

/** A rectangle that lies turned in an image, and how many pixels of an upright copy make one of the image. */
export type Frame = {
  readonly centre: ImagePoint;
  /** Extent along the frame's own axes, in pixels of the image. */
  readonly width: number;
  readonly height: number;
  /** From the image's x axis to the frame's, clockwise on screen, in radians. */
  readonly angle: number;
  readonly scale: number;
};

/** The whole image, for a copy of another size. */
export function wholeFrame({ width, height }: PixelImage, scale: number): Frame {
  return { centre: { x: width / 2, y: height / 2 }, width, height, angle: 0, scale };
}

/** An upright grey copy of what the frame holds; what lies outside of the image is white. */
export function cutOut(image: PixelImage, frame: Frame): GreyImage {
  const { grey, left, top } = greyAround(image, frame);
  const width = Math.max(1, Math.round(frame.width * frame.scale));
  const height = Math.max(1, Math.round(frame.height * frame.scale));
  const copy = new Uint8ClampedArray(width * height).fill(255);
  const [stepX, stepY] = [Math.cos(frame.angle) / frame.scale, Math.sin(frame.angle) / frame.scale];
  const first = inImage(frame, { x: 0.5, y: 0.5 });
  for (let row = 0, to = 0; row < height; row += 1) {
    let x = first.x - row * stepY - 0.5 - left;
    let y = first.y + row * stepX - 0.5 - top;
    for (let column = 0; column < width; column += 1, to += 1, x += stepX, y += stepY) {
      if (x >= 0 && y >= 0 && x < grey.width - 1 && y < grey.height - 1) copy[to] = between(grey, x, y);
    }
  }
  return { width, height, data: copy };
}

/** Where a point of the copy lies in the image. */
export function inImage({ centre, width, height, angle, scale }: Frame, point: ImagePoint): ImagePoint {
  const [x, y] = [point.x / scale - width / 2, point.y / scale - height / 2];
  return { x: centre.x + x * Math.cos(angle) - y * Math.sin(angle), y: centre.y + x * Math.sin(angle) + y * Math.cos(angle) };
}

/** Bilinear: a value between four pixels, each weighing by how near it is. */
function between({ width, data }: GreyImage, x: number, y: number): number {
  const at = (y | 0) * width + (x | 0);
  const [dx, dy] = [x - (x | 0), y - (y | 0)];
  const above = (data[at] ?? 0) * (1 - dx) + (data[at + 1] ?? 0) * dx;
  const below = (data[at + width] ?? 0) * (1 - dx) + (data[at + width + 1] ?? 0) * dx;
  return above * (1 - dy) + below * dy;
}

/** The upright part of the image that holds the whole frame, in grey, and where it begins. */
function greyAround(image: PixelImage, { centre, width, height, angle }: Frame): { readonly grey: GreyImage; readonly left: number; readonly top: number } {
  const reachX = (width * Math.abs(Math.cos(angle)) + height * Math.abs(Math.sin(angle))) / 2 + 1;
  const reachY = (width * Math.abs(Math.sin(angle)) + height * Math.abs(Math.cos(angle))) / 2 + 1;
  const left = Math.max(0, Math.floor(centre.x - reachX));
  const top = Math.max(0, Math.floor(centre.y - reachY));
  const right = Math.min(image.width, Math.ceil(centre.x + reachX));
  const bottom = Math.min(image.height, Math.ceil(centre.y + reachY));
  return { grey: toGrey(part(image, { left, top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) })), left, top };
}

type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

function part(image: PixelImage, { left, top, width, height }: Box): PixelImage {
  if (width === image.width && height === image.height) return image;
  const data = new Uint8ClampedArray(4 * width * height);
  for (let row = 0; row < height; row += 1) {
    const from = 4 * ((top + row) * image.width + left);
    data.set(image.data.subarray(from, from + 4 * width), 4 * row * width);
  }
  return { width, height, data };
}
