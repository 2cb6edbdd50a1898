import { readFile } from 'node:fs/promises';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { loadJpeg, type Jpeg, type JpegFiles } from '../pixels/jpeg.ts';

/** Paths of the WebAssembly files. */
export type CodecFiles = { readonly jpeg: JpegFiles; readonly pdfium: string };

export type Codecs = {
  readonly jpeg: Jpeg;
  /** Four megabytes of code: loaded with the first PDF. */
  readonly pdfium: () => Promise<PDFiumLibrary>;
};

export async function loadCodecs(files: CodecFiles): Promise<Codecs> {
  let library: Promise<PDFiumLibrary> | undefined;
  return {
    jpeg: await loadJpeg(files.jpeg),
    pdfium: () => {
      library ??= readFile(files.pdfium).then((wasm) => PDFiumLibrary.init({ wasmBinary: new Uint8Array(wasm).buffer }));
      return library;
    },
  };
}
