import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { BarcodeFormat } from '#renderer/platform/barcodes.ts';

export const CORPUS = path.resolve(import.meta.dirname, '../../corpora/barcodes');

/** The folders of the corpus begin with the name of what their images hold. */
const FORMATS: Readonly<Record<string, BarcodeFormat>> = {
  'qrcode': 'qr', 'datamatrix': 'data-matrix', 'aztec': 'aztec', 'pdf417': 'pdf417', 'code128': 'code128', 'ean13': 'ean13', 'itf': 'itf',
};

export type SampleImage = {
  /** Its address on the bench's own server. */
  readonly url: string;
  readonly format: BarcodeFormat;
  readonly expected: { readonly text: string } | { readonly bytes: readonly number[] };
};

/** Every image of the corpus with what it says. */
export function sampleImages(): readonly SampleImage[] {
  return imagesBelow(/^(?!falsepositives)/).flatMap(({ url, set, stem }): readonly SampleImage[] => {
    const format = FORMATS[set.replace(/-\d+$/, '')];
    const [text, bytes] = ['txt', 'bin'].map((extension) => path.join(CORPUS, set, `${stem}.${extension}`)) as [string, string];
    if (format === undefined) return [];
    if (existsSync(text)) return [{ url, format, expected: { text: readFileSync(text, 'utf8') } }];
    return existsSync(bytes) ? [{ url, format, expected: { bytes: [...readFileSync(bytes)] } }] : [];
  });
}

/** Images in which there is nothing to read. */
export function emptyImages(): readonly string[] {
  return imagesBelow(/^falsepositives/).map(({ url }) => url);
}

function imagesBelow(sets: RegExp): readonly { readonly url: string; readonly set: string; readonly stem: string }[] {
  return readdirSync(CORPUS).filter((set) => sets.test(set) && set !== 'LICENSE' && !set.endsWith('.md')).flatMap((set) =>
    readdirSync(path.join(CORPUS, set))
      .filter((name) => /\.(png|jpg|webp)$/.test(name))
      .map((name) => ({ url: `/corpus/${set}/${encodeURIComponent(name)}`, set, stem: name.replace(/\.\w+$/, '') })),
  );
}
