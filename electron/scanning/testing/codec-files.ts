import { createRequire } from 'node:module';
import type { CodecFiles } from '../sheets/codecs.ts';

const packages = createRequire(import.meta.url);

/** Where the packages keep the WebAssembly that a built app has among its resources. */
export const codecFiles: CodecFiles = {
  jpeg: {
    encoder: packages.resolve('@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm'),
    decoder: packages.resolve('@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm'),
  },
  pdfium: packages.resolve('@hyzyla/pdfium/pdfium.wasm'),
};
