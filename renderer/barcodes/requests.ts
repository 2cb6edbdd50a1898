import { BARCODE_FORMATS } from '#renderer/platform/barcodes.ts';
import type { ReadRequest } from './engine.ts';

/** A page may carry anything, several times. */
export const PAGE_REQUEST: ReadRequest = { formats: BARCODE_FORMATS, most: 20 };

/** Before a camera is held one code of ours, of a post or of the State. */
export const FRAME_REQUEST: ReadRequest = { formats: ['qr', 'data-matrix', 'code128'], most: 1 };
