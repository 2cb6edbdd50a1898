/** The origin that all our pages, workers and requests share; it never changes, or the cache would be lost. */
export const APP_SCHEME = 'plainpied';
export const APP_HOST = 'app';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;

export type SenderFrame = { readonly url: string; readonly parent: unknown } | null;

/** True only for the main frame of a page of ours; an embedded document (a PDF viewer) is not one. */
export function isOwnMainFrame(frame: SenderFrame): boolean {
  return frame !== null && frame.parent === null && isOwnUrl(frame.url);
}

/** `new URL(...).origin` is "null" for a scheme that this engine does not know as standard: compare the parts. */
export function isOwnUrl(address: string): boolean {
  try {
    const url = new URL(address);
    return url.protocol === `${APP_SCHEME}:` && url.host === APP_HOST;
  } catch {
    return false;
  }
}
