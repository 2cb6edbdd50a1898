import { randomBytes } from 'node:crypto';
import { ok } from '#shared/lib/result.ts';
import { createLogger } from './diagnostics/log.ts';
import type { KeyVault } from './session/ports.ts';
import type { Policy } from './settings/policy.ts';

const log = createLogger('keys');

/**
 * The desk's keys as the session needs them. No key store is composed yet: the key lives in memory for this start
 * only, so that nothing is ever sealed under a key that others could know; the desk enrols again at each start.
 */
export function composeKeys(_folder: () => string, _policy: Policy): KeyVault {
  const key = randomBytes(32);
  log.warn('no key store: this desk forgets itself when it closes');
  return { state: () => 'open', open: async () => ok(undefined), deskRecordKey: () => key };
}
