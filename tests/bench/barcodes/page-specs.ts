/** An A4 page to draw, degrade and read; everything about it follows from these values. */
export type PageSpec = {
  readonly dpi: 200 | 300;
  /** Side of the 2D-Doc's modules in millimetres; null for a page of text alone. */
  readonly moduleMm: 0.4 | 0.28 | null;
  /** Degrees, clockwise. */
  readonly turn: number;
  readonly wear: 'clean' | 'blurred' | 'noisy' | 'both';
  /** JPEG quality, 0 to 100. */
  readonly quality: number;
  readonly seed: number;
};

const RESOLUTIONS = [200, 300] as const;
const MODULES = [0.4, 0.28] as const;
const TURNS = [0, 2, -7, 30, 90, 180];
const WEAR = [
  { wear: 'clean', quality: 80 },
  { wear: 'blurred', quality: 72 },
  { wear: 'noisy', quality: 63 },
  { wear: 'both', quality: 55 },
] as const;
const TEXT_PAGES = 8;

/** 96 pages with three codes, then 16 with none. */
export const pageSpecs: readonly PageSpec[] = [
  ...RESOLUTIONS.flatMap((dpi) =>
    MODULES.flatMap((moduleMm) => TURNS.flatMap((turn) => WEAR.map((worn, at) => ({ dpi, moduleMm, turn, ...worn, seed: dpi * 1000 + moduleMm * 100_000 + turn * 10 + at })))),
  ),
  ...RESOLUTIONS.flatMap((dpi) =>
    Array.from({ length: TEXT_PAGES }, (_, nth) => ({
      dpi, moduleMm: null, turn: TURNS[nth % TURNS.length] ?? 0, ...(WEAR[nth % WEAR.length] ?? WEAR[0]), seed: dpi + nth,
    })),
  ),
];

export type PageCode = { readonly format: 'data-matrix' | 'qr' | 'code128'; readonly text: string };

/** What a page of this seed carries: a 2D-Doc, the tracking address of a receipt, a number of ours. */
export function pageCodes({ moduleMm, seed }: PageSpec): readonly PageCode[] {
  if (moduleMm === null) return [];
  const draw = randomOf(seed);
  const sequence = String(1 + Math.floor(draw() * 999_000)).padStart(6, '0');
  return [
    { format: 'data-matrix', text: twoDDoc(draw) },
    { format: 'qr', text: `https://suivi.valmont-sur-orlise.example/d/${letters(draw, 22)}` },
    { format: 'code128', text: `26-014-03-${sequence}-${String(Math.floor(draw() * 97)).padStart(2, '0')}` },
  ];
}

/** The size of a real one: 24 characters of header, fields ended by GS, US, and a signature of 103 characters. */
function twoDDoc(draw: () => number): string {
  const fields = ['10MLLE/', '20APT 4', '22', '24', '25'].map((id) => `${id}${letters(draw, 8 + Math.floor(draw() * 12)).toUpperCase()}\x1D`);
  return `DC03FR000001123F1636000126FR24${letters(draw, 5).toUpperCase()}${fields.join('')}\x1F${base32(draw, 103)}`;
}

function letters(draw: () => number, count: number): string {
  return pick('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', draw, count);
}

function base32(draw: () => number, count: number): string {
  return pick('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', draw, count);
}

function pick(alphabet: string, draw: () => number, count: number): string {
  return Array.from({ length: count }, () => alphabet[Math.floor(draw() * alphabet.length)]).join('');
}

/** A generator of numbers in [0, 1) that gives the same ones for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
