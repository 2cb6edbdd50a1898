import type { DesktopBridge } from '#shared/contracts/ipc/bridge.ts';
import { call, subscribe } from '#electron/ipc/call.preload.ts';

export const session: DesktopBridge['session'] = {
  view: call('session:view'),
  chooseGrc: call('session:choose-grc'),
  passphrase: call('session:passphrase'),
  enrol: call('session:enrol'),
  enrolAgain: call('session:enrol-again'),
  stayEnrolled: call('session:stay-enrolled'),
  signIn: call('session:sign-in'),
  lock: call('session:lock'),
  signOut: call('session:sign-out'),
  onChanged: subscribe('session:changed'),
};
