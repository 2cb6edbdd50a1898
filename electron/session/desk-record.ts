import { existsSync, renameSync } from 'node:fs';
import { z } from 'zod';
import { deskPolicySchema } from '#shared/contracts/grc-api/about.ts';
import { deskNonceSchema, enrolmentSchema, formerDeskSchema } from '#shared/contracts/grc-api/wire.ts';
import { clerkSchema } from '#shared/domain/desk/town.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';
import { createLogger } from '#electron/diagnostics/log.ts';
import { pinVerifierSchema } from './pin-verifier.ts';
import { readSealed, writeSealed } from './sealed-file.ts';

const log = createLogger('desk-record');

/** What the desk knows of itself and of its clerks; sealed with the desk's key, so that the credential is never readable. */
export const deskRecordSchema = z
  .object({
    version: z.literal(1),
    /** Chosen by the desk before it asks to be enrolled, so that a lost answer is asked for again with the same id. */
    deskUid: uuidSchema,
    /** Drawn with it for the same reason; the desk's nonce once it is enrolled. */
    enrolNonce: deskNonceSchema.nullable().default(null),
    enrolment: enrolmentSchema.nullable(),
    /** What the GRC holds of this desk as far as it said, and what it was or will be shown next: on the disk before it leaves. */
    nonce: z.object({ last: deskNonceSchema.nullable(), next: deskNonceSchema.nullable() }).readonly().default({ last: null, next: null }),
    /** Which desk this one was, until it is enrolled anew. */
    formerDesk: z.object({ ...formerDeskSchema.unwrap().shape, because: z.enum(['cloned', 'unknown']) }).readonly().nullable().default(null),
    /** The town's rules, as the GRC last said them. */
    policy: deskPolicySchema.nullable().default(null),
    clerks: z.array(clerkSchema).readonly(),
    verifiers: z.record(z.string(), pinVerifierSchema),
    pinErrors: z.record(z.string(), z.object({ count: z.int().nonnegative(), blockedUntil: z.number() }).readonly()),
    /** Last contact with the GRC: its clock and ours. */
    clock: z.object({ serverMs: z.number(), wallMs: z.number() }).readonly().nullable(),
  })
  .readonly();
export type DeskRecord = z.infer<typeof deskRecordSchema>;

export type DeskRecordFile = {
  readonly get: () => DeskRecord;
  /** On the disk when it returns. */
  readonly update: (changes: Partial<DeskRecord>) => void;
};

/** Opens the record, or begins one. A file that does not open is set aside: the desk then has to be enrolled again. */
export function openDeskRecord(file: string, key: Uint8Array, newDeskUid: () => string, nowMs: number): DeskRecordFile {
  let record = stored(file, key, nowMs) ?? first(newDeskUid());
  const save = (): void => writeSealed(file, key, JSON.stringify(record));
  if (!existsSync(file)) save();
  return {
    get: () => record,
    update: (changes) => {
      record = { ...record, ...changes };
      save();
    },
  };
}

function first(deskUid: string): DeskRecord {
  return { version: 1, deskUid, enrolNonce: null, enrolment: null, nonce: { last: null, next: null }, formerDesk: null, policy: null, clerks: [], verifiers: {}, pinErrors: {}, clock: null };
}

function stored(file: string, key: Uint8Array, nowMs: number): DeskRecord | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return deskRecordSchema.parse(JSON.parse(readSealed(file, key)));
  } catch (cause) {
    log.error('desk record unreadable, set aside', { cause });
    renameSync(file, `${file}.broken-${nowMs}`);
    return undefined;
  }
}
