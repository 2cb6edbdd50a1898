import { contextBridge } from 'electron';
import type { DesktopBridge } from '#shared/contracts/ipc/bridge.ts';
import { cache } from '#electron/window/cache.preload.ts';
import { day } from '#electron/journal/day.preload.ts';
import { journal } from '#electron/journal/journal.preload.ts';
import { leaving } from '#electron/window/leaving.preload.ts';
import { printing } from '#electron/printing/printing.preload.ts';
import { scanning } from '#electron/scanning/scanning.preload.ts';
import { session } from '#electron/session/session.preload.ts';
import { settings } from '#electron/settings/settings.preload.ts';

// Each slice is written beside the main-process code that answers it.
const bridge = { session, settings, printing, scanning, leaving, journal, day, cache } satisfies DesktopBridge;
contextBridge.exposeInMainWorld('desktop', bridge);
