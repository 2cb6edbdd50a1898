import type { DesktopBridge } from '#shared/contracts/ipc/bridge.ts';
import { call, subscribe } from '#electron/ipc/call.preload.ts';

export const leaving: DesktopBridge['leaving'] = {
  tell: call('leaving:tell'),
  answer: call('leaving:answer'),
  onAsked: subscribe('leaving:asked'),
};
