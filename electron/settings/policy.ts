import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { settingsSchema, type Settings } from '#shared/contracts/ipc/settings.ts';
import { createLogger } from '#electron/diagnostics/log.ts';

const log = createLogger('policy');

/** Settings that the IT department imposes, and what only it may give. All are optional. */
export const policySchema = z.object({
  ...settingsSchema.unwrap().partial().shape,
  printer: settingsSchema.unwrap().shape.printer.unwrap().optional(),
  letterPrinter: settingsSchema.unwrap().shape.letterPrinter.unwrap().optional(),
  scanner: settingsSchema.unwrap().shape.scanner.unwrap().optional(),
  scanFolder: settingsSchema.unwrap().shape.scanFolder.unwrap().optional(),
  theme: settingsSchema.unwrap().shape.theme.unwrap().optional(),
  idleLockMinutes: settingsSchema.unwrap().shape.idleLockMinutes.unwrap().optional(),
  cacheScope: settingsSchema.unwrap().shape.cacheScope.unwrap().optional(),
  /** Expiring token that enrols every desk of a site without a code (decisions.md 10). */
  siteToken: z.string().min(1).max(400).optional(),
  /** Town hall's public key that can recover a desk's records (SPKI, PEM). */
  recoveryPublicKey: z.string().min(1).max(4000).optional(),
  deskLabel: z.string().min(1).max(80).optional(),
});
export type Policy = z.infer<typeof policySchema>;
export type LockedSettings = Partial<Settings>;

export function policyFile(platform: NodeJS.Platform, programData: string | undefined): string {
  return platform === 'win32' ? join(programData ?? 'C:\\ProgramData', 'Plainpied', 'policy.json') : '/etc/plainpied/policy.json';
}

/** A policy that does not parse stops nothing and imposes nothing, but is said loudly in the log. */
export function readPolicy(file: string): Policy {
  if (!existsSync(file)) return {};
  try {
    return policySchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    log.error('policy unreadable, ignored', { cause });
    return {};
  }
}

/** The part of a policy that wins over the settings, member by member. */
export function imposed(policy: Policy): LockedSettings {
  const { siteToken: _siteToken, recoveryPublicKey: _key, deskLabel: _label, ...settings } = policy;
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
