import type { DesktopBridge } from '#shared/contracts/ipc/bridge.ts';
import { call } from '#electron/ipc/call.preload.ts';

export const day: DesktopBridge['day'] = { sheet: call('day:sheet'), close: call('day:close'), savePdf: call('day:save-pdf') };
