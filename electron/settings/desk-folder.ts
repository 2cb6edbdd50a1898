import type { GrcSetting } from './grc-choice.ts';

/**
 * The name of the folder that holds everything of this workstation for one GRC: keys, journal, files, credential.
 * One per address (`desk-remote-grc.ville.fr`, other characters as `_` and their code), so that what was recorded for
 * one GRC is never shown to another's clerks nor sent to it. http or https is the same GRC.
 */
export function deskFolderName(grc: GrcSetting | undefined): string {
  if (grc === undefined) return 'desk-none';
  return grc.kind === 'remote' ? `desk-remote-${placeOf(grc.url)}` : `desk-${grc.kind}`;
}

function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  const place = `${host}${pathname.replace(/\/+$/, '')}`;
  return place.replace(/[^a-z0-9.-]/g, (other) => `_${other.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
