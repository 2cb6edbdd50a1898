import type { DesktopBridge } from '#shared/contracts/ipc/bridge.ts';
import { call } from '#electron/ipc/call.preload.ts';

export const journal: DesktopBridge['journal'] = { record: call('journal:record'), harm: call('journal:harm') };
