import type { DesktopBridge } from '#shared/contracts/ipc/bridge.ts';
import { call } from '#electron/ipc/call.preload.ts';

export const cache: DesktopBridge['cache'] = { clear: call('cache:clear') };
