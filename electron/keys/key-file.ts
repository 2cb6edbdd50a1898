import { existsSync, readFileSync, renameSync } from 'node:fs';
import { z } from 'zod';
import { createLogger } from '#electron/diagnostics/log.ts';
import { writeFileAtomicSync } from '#electron/settings/atomic-file.ts';
import { passphraseWrapSchema } from './passphrase-wrap.ts';
import { recoveryCopySchema } from './recovery-copy.ts';

const log = createLogger('keys');

const keyFileSchema = z.object({
  v: z.literal(1),
  /** What opens the master key on this machine. */
  protector: z.discriminatedUnion('kind', [z.object({ kind: z.literal('keyring'), sealed: z.base64().min(1) }), passphraseWrapSchema]),
  recovery: recoveryCopySchema.nullable(),
});
export type KeyFile = z.infer<typeof keyFileSchema>;

/** Undefined when there is none; a file that is no key file at all is set aside, never deleted. */
export function readKeyFile(file: string, nowMs: number): KeyFile | undefined {
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  const parsed = parseKeyFile(text);
  if (parsed !== undefined) return parsed;
  // A newer version's file is whole: only that version may touch it.
  if (isNewer(parseJson(text))) throw new Error('key file of a newer version');
  renameSync(file, `${file}.broken-${nowMs}`);
  log.error('key file broken, set aside');
  return undefined;
}

/** Undefined when the text is no key file of ours. */
export function parseKeyFile(text: string): KeyFile | undefined {
  const parsed = keyFileSchema.safeParse(parseJson(text));
  return parsed.success ? parsed.data : undefined;
}

export function writeKeyFile(file: string, content: KeyFile): void {
  writeFileAtomicSync(file, JSON.stringify(content));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isNewer(content: unknown): boolean {
  const version = z.object({ v: z.number() }).safeParse(content);
  return version.success && version.data.v > 1;
}
