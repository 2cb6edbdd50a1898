import { readFileSync } from 'node:fs';
import { writeFileAtomicSync } from '#electron/settings/atomic-file.ts';
import { FIRST_STATE, windowStateSchema, type WindowState } from './window-bounds.ts';

/** The last place and zoom of the window; a missing or unreadable file means the first ones. */
export function readWindowState(file: string): WindowState {
  try {
    return windowStateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return FIRST_STATE;
  }
}

export function writeWindowState(file: string, state: WindowState): void {
  try {
    writeFileAtomicSync(file, JSON.stringify(state));
  } catch {
    // A window that forgets its place is no reason to stop a desk.
  }
}
