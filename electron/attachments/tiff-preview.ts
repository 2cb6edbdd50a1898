import { PNG } from 'pngjs';
import UTIF from 'utif2';

/** The first page of a TIFF as PNG: browsers do not show TIFF. Throws on a damaged file. */
export function tiffPreview(bytes: Uint8Array): Uint8Array {
  // A copy: a Buffer may be a view of a larger pool, and its slice() another view.
  const { buffer } = new Uint8Array(bytes);
  const [page] = UTIF.decode(buffer);
  if (page === undefined) throw new Error('tiff: no page');
  UTIF.decodeImage(buffer, page);
  const png = new PNG({ width: page.width, height: page.height });
  png.data = Buffer.from(UTIF.toRGBA8(page));
  return PNG.sync.write(png);
}
