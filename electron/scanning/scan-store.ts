import { z } from 'zod';
import { scannerIdSchema } from '#shared/domain/scan/scanner.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';
import { scanRecordSchema, type ScanRecord } from './scan-record.ts';

/** Encrypted files that survive a power cut once `write` has resolved. */
export type SheetVault = {
  readonly write: (name: string, bytes: Uint8Array) => Promise<'written' | 'disk-full'>;
  readonly read: (name: string) => Promise<Uint8Array | undefined>;
  readonly remove: (name: string) => Promise<void>;
  readonly keepOnly: (names: readonly string[]) => Promise<void>;
};

/** The disk is full: what was already kept is safe. */
export class DiskFull extends Error {}

const unsettledSchema = z.array(z.object({ runId: uuidSchema, deviceId: scannerIdSchema, outcome: z.enum(['taken', 'returned']) }).readonly()).readonly();
/** Runs of which the source has still to be told what became of them: its folder could not be reached. */
export type Unsettled = z.infer<typeof unsettledSchema>;

export type ScanStore = {
  /** The scan that the last start left, if any, without what a crash left beside it; throws when it can't be read. */
  readonly load: () => Promise<ScanRecord | undefined>;
  /** Resolves once it survives a power cut. Throws `DiskFull`. */
  readonly save: (record: ScanRecord) => Promise<void>;
  readonly writeSheet: (id: string, bytes: Uint8Array) => Promise<void>;
  /** Throws when it is not there or was altered. */
  readonly readSheet: (id: string) => Promise<Uint8Array>;
  readonly forget: (record: ScanRecord) => Promise<void>;
  readonly unsettled: () => Promise<Unsettled>;
  readonly saveUnsettled: (runs: Unsettled) => Promise<void>;
};

const RECORD = 'scan';
const UNSETTLED = 'unsettled runs';
const sheetName = (id: string): string => `sheet ${id}`;

export function createScanStore(vault: SheetVault): ScanStore {
  async function write(name: string, bytes: Uint8Array): Promise<void> {
    if ((await vault.write(name, bytes)) === 'disk-full') throw new DiskFull();
  }
  const writeJson = (name: string, content: unknown): Promise<void> => write(name, Buffer.from(JSON.stringify(content)));
  const readJson = async (name: string): Promise<unknown> => {
    const bytes = await vault.read(name);
    return bytes && (JSON.parse(Buffer.from(bytes).toString('utf8')) as unknown);
  };
  return {
    load: async () => {
      const stored = await readJson(RECORD);
      const record = stored === undefined ? undefined : scanRecordSchema.parse(stored);
      await vault.keepOnly([RECORD, UNSETTLED, ...(record?.sheets ?? []).map(({ id }) => sheetName(id))]);
      return record;
    },
    save: (record) => writeJson(RECORD, record),
    writeSheet: (id, bytes) => write(sheetName(id), bytes),
    readSheet: async (id) => {
      const bytes = await vault.read(sheetName(id));
      if (bytes === undefined) throw new Error('scan: a sheet is missing');
      return bytes;
    },
    forget: async (record) => {
      // The record first: sheets without it are only waste, a record without its sheets would be a lie.
      await vault.remove(RECORD);
      for (const { id } of record.sheets) await vault.remove(sheetName(id));
    },
    unsettled: async () => unsettledSchema.parse((await readJson(UNSETTLED)) ?? []),
    saveUnsettled: (runs) => (runs.length === 0 ? vault.remove(UNSETTLED) : writeJson(UNSETTLED, runs)),
  };
}
