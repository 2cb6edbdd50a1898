import type { DesktopBridge } from '#shared/contracts/ipc/bridge.ts';
import { call, subscribe } from '#electron/ipc/call.preload.ts';

export const settings: DesktopBridge['settings'] = {
  view: call('settings:view'),
  change: call('settings:change'),
  onChanged: subscribe('settings:changed'),
};
