import { broadcast } from '#electron/ipc/broadcast.ts';
import { handle } from '#electron/ipc/handle.ts';
import type { SettingsStore } from '#electron/settings/settings-store.ts';
import type { DeskSession } from './session.ts';

export function answerSessionCalls(session: DeskSession, settings: SettingsStore): void {
  handle('session:view', () => session.view());
  handle('session:choose-grc', async (choice) => {
    // Once a desk works with a GRC, moving it elsewhere is not a click.
    if (session.view().phase !== 'setup') return session.view();
    settings.change({ grc: choice.grc === 'remote' ? { kind: 'remote', url: choice.url } : { kind: choice.grc } });
    await session.begin();
    return session.view();
  });
  handle('session:passphrase', (typed) => session.passphrase(typed));
  handle('session:enrol', (code) => session.enrol(code));
  handle('session:enrol-again', () => session.enrolAgain());
  handle('session:stay-enrolled', () => session.stayEnrolled());
  handle('session:sign-in', (clerkId, pin) => session.signIn(clerkId, pin));
  handle('session:lock', () => session.lock());
  handle('session:sign-out', () => session.signOut());
  session.subscribe((view) => broadcast('session:changed', view));
}
