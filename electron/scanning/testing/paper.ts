import type { Grey } from '../pixels/pixels.ts';

const WHITE = 238;
const INK = 45;

export type Paper = {
  /** Dots per inch of an A4 page. */
  readonly dpi: number;
  /** Turned clockwise by so many degrees on the glass. */
  readonly skew?: number;
  /** Standard deviation, in levels. */
  readonly noise?: number;
  readonly lines?: number;
  /** Black border of so many pixels on each side, as a lid or a wide feeder leaves. */
  readonly border?: number;
  readonly seed?: number;
};

/** Invented A4 pages of words without meaning (bars as high as letters), drawn as a scanner would see them: soft, grey, noisy. */
export function paper({ dpi, skew = 0, noise = 2, lines = 38, border = 0, seed = 1 }: Paper): Grey {
  const width = Math.round(8.27 * dpi);
  const height = Math.round(11.69 * dpi);
  const isInk = words(lines, seed);
  const angle = (skew * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const data = new Uint8Array(width * height);
  const next = dice(seed + 99);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let dark = 0;
      for (const [dx, dy] of [[-0.3, -0.3], [0.3, -0.3], [-0.3, 0.3], [0.3, 0.3]] as const) {
        const [px, py] = [x + dx - width / 2, y + dy - height / 2];
        if (isInk((px * cos + py * sin) / width + 0.5, (py * cos - px * sin) / width + height / width / 2)) dark += 1;
      }
      const onBorder = x < border || y < border || x >= width - border || y >= height - border;
      const level = onBorder ? 12 : WHITE - ((WHITE - INK) * dark) / 4;
      data[y * width + x] = Math.max(0, Math.min(255, level + (next() + next() + next() - 1.5) * 2 * noise));
    }
  }
  return { width, height, channels: 1, data };
}

/** In widths of the page: is there ink at this place? */
function words(lines: number, seed: number): (x: number, y: number) => boolean {
  const next = dice(seed);
  const rows = Array.from({ length: lines }, (_, line) => {
    const bars: (readonly [number, number])[] = [];
    for (let x = 0.12; x < (line % 7 === 6 ? 0.4 : 0.86); ) {
      const length = 0.008 + next() * 0.06;
      bars.push([x, Math.min(0.88, x + length)]);
      x += length + 0.012;
    }
    return bars;
  });
  return (x, y) => {
    const line = Math.floor((y - 0.15) / 0.03);
    const within = (y - 0.15) / 0.03 - line;
    // Letters: strokes with gaps between them.
    return within < 0.4 && (x * 330) % 1 < 0.6 && (rows[line]?.some(([from, to]) => x >= from && x < to) ?? false);
  };
}

/** Numbers between 0 and 1, always the same for a seed. */
export function dice(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
