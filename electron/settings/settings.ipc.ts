import { broadcast } from '#electron/ipc/broadcast.ts';
import { handle } from '#electron/ipc/handle.ts';
import type { SettingsStore } from './settings-store.ts';

export function answerSettingsCalls(settings: SettingsStore): void {
  handle('settings:view', () => settings.view());
  handle('settings:change', ({ printer, letterPrinter, theme, idleLockMinutes, scanner }) =>
    settings.change({
      ...(printer !== undefined ? { printer } : {}),
      ...(letterPrinter !== undefined ? { letterPrinter } : {}),
      ...(theme !== undefined ? { theme } : {}),
      ...(idleLockMinutes !== undefined ? { idleLockMinutes } : {}),
      ...(scanner !== undefined ? { scanner } : {}),
    }),
  );
  settings.subscribe((view) => broadcast('settings:changed', view));
}
