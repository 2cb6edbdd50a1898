import type { DesktopBridge } from '#shared/contracts/ipc/bridge.ts';
import { call, subscribe } from '#electron/ipc/call.preload.ts';

export const scanning: DesktopBridge['scanning'] = {
  devices: call('scanning:devices'),
  options: call('scanning:options'),
  view: call('scanning:view'),
  start: call('scanning:start'),
  stop: call('scanning:stop'),
  edit: call('scanning:edit'),
  takeOver: call('scanning:take-over'),
  attach: call('scanning:attach'),
  close: call('scanning:close'),
  chooseFolder: call('scanning:choose-folder'),
  onChanged: subscribe('scanning:changed'),
};
