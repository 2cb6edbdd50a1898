import { isOwnUrl } from '#electron/ipc/own-frame.ts';

/** What our own pages may do without being asked: keep their storage, copy a number. */
const GRANTED = ['clipboard-sanitized-write', 'persistent-storage'];

export type PermissionQuestion = {
  readonly permission: string;
  /** Who asks: an address, or an origin. */
  readonly by: string;
  /** Of `media`: what is to be captured. */
  readonly media?: readonly string[];
  readonly isMainFrame: boolean;
};

/** Our pages may also look through a camera, never listen; nobody else may anything: no location, no device, no notification. */
export function isPermitted({ permission, by, media = [], isMainFrame }: PermissionQuestion): boolean {
  if (!isOwnUrl(by)) return false;
  if (permission === 'media') return isMainFrame && media.length > 0 && media.every((kind) => kind === 'video');
  return GRANTED.includes(permission);
}
