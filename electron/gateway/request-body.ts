/** Records are small; files never pass here (main sends them itself). */
const MAX_BYTES = 4 * 1024 * 1024;

export const tooLarge = Symbol('too large');

/** The bytes of a request, or `tooLarge` as soon as that is known. */
export async function readLimited(request: Request): Promise<Uint8Array | typeof tooLarge> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BYTES) return tooLarge;
  const bytes = new Uint8Array(await request.arrayBuffer());
  return bytes.byteLength > MAX_BYTES ? tooLarge : bytes;
}
