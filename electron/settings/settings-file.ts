import { existsSync, readFileSync, renameSync } from 'node:fs';
import { settingsSchema, type Settings } from '#shared/contracts/ipc/settings.ts';
import { createLogger } from '#electron/diagnostics/log.ts';
import { writeFileAtomicSync } from './atomic-file.ts';
import { SETTINGS_VERSION, upgradeSettings } from './settings-versions.ts';

const log = createLogger('settings');

/** Reads `settings.json`, upgraded to this version. A broken file is set aside (never lost) and defaults apply. */
export function readSettings(file: string, nowMs: number): Settings {
  if (!existsSync(file)) return settingsSchema.parse({});
  try {
    return settingsSchema.parse(upgradeSettings(JSON.parse(readFileSync(file, 'utf8'))));
  } catch (cause) {
    log.error('settings unreadable, set aside', { cause });
    renameSync(file, `${file}.broken-${nowMs}`);
    return settingsSchema.parse({});
  }
}

/** Resolves once the new settings are on the disk. */
export function writeSettings(file: string, settings: Settings): void {
  writeFileAtomicSync(file, `${JSON.stringify({ version: SETTINGS_VERSION, ...settings }, null, 2)}\n`);
}
