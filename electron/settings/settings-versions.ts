import { z } from 'zod';

export const SETTINGS_VERSION = 1;

type Upgrade = (old: Readonly<Record<string, unknown>>) => Record<string, unknown>;
/** `upgrades[n]` turns version n into n + 1; added to, never edited. */
const upgrades: Readonly<Record<number, Upgrade>> = {};

const storedSchema = z.looseObject({ version: z.int().min(1).default(1) });

/**
 * The stored object as this version understands it. A file of a newer version is read as it is: after a rollback,
 * what this version knows still applies, and unknown members are ignored.
 */
export function upgradeSettings(raw: unknown, steps: Readonly<Record<number, Upgrade>> = upgrades, until = SETTINGS_VERSION): Record<string, unknown> {
  let { version, ...stored } = storedSchema.parse(raw);
  for (; version < until; version += 1) {
    const step = steps[version];
    if (step === undefined) throw new Error(`no upgrade of settings from version ${version}`);
    stored = step(stored);
  }
  return stored;
}
