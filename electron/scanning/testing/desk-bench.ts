import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ScanView } from '#shared/contracts/ipc/scanning.ts';
import { openAttachments, type AttachmentStore } from '#electron/attachments/attachment-store.ts';
import { inspect } from '#electron/attachments/inspect.ts';
import { openSealedFolder } from '#electron/attachments/sealed-folder.ts';
import { createWatchedFolderSource } from '../folder/watched-folder-source.ts';
import { createSaneSource } from '../sane/sane-source.ts';
import type { Scanimage } from '../sane/scanimage.ts';
import { openScanDesk, type ScanDesk } from '../scan-desk.ts';
import { createScanStore } from '../scan-store.ts';
import { createPageMaker } from '../sheets/page-maker.ts';
import { FOLDER_DEVICE, joinSources } from '../sources.ts';
import { codecFiles } from './codec-files.ts';
import { openSaneBench, type SaneBench } from './sane-bench.ts';

/** A desk that scans, on the real disk, worker, SANE and folder; it can be killed and started again. */
export type DeskBench = {
  readonly sane: SaneBench;
  /** Where the copier writes. */
  readonly folder: string;
  readonly attachments: AttachmentStore;
  readonly views: (ScanView | null)[];
  /** Starts the app: a new desk on the same disk. The one before is dead: nothing it still does reaches the disk. */
  readonly start: (options?: { readonly scanimage?: Scanimage; readonly failpoint?: (name: string) => void }) => Promise<ScanDesk>;
  /** From now on nothing reaches the disk, as after a SIGKILL. */
  readonly kill: () => void;
  /** Writes left before the disk is full. */
  room: number;
  readonly close: () => void;
};

export const CLERK = { id: '0190a000-0000-7000-8000-0000000000c1', name: 'Sophie Marchand' };
const KEY = new Uint8Array(32).fill(3);

export function openDeskBench(): DeskBench {
  const disk = mkdtempSync(join(tmpdir(), 'plainpied-scan-desk-'));
  const folder = join(disk, 'copieur');
  mkdirSync(folder);
  const sane = openSaneBench();
  const maker = createPageMaker(fileURLToPath(new URL('../sheets/page-worker.ts', import.meta.url)), codecFiles);
  const attachments = openAttachments({ dir: join(disk, 'attachments'), key: KEY, inspector: { inspect, tiffPreview: async () => undefined, close: () => undefined } });
  const views: (ScanView | null)[] = [];
  let life = 0;
  let ids = 0;

  const bench: DeskBench = {
    sane,
    folder,
    attachments,
    views,
    room: Infinity,
    kill: () => void (life += 1),
    start: ({ scanimage = sane.scanimage, failpoint = () => undefined } = {}) => {
      const own = (life += 1);
      const never = new Promise<never>(() => undefined);
      const sealed = openSealedFolder({ dir: join(disk, 'scans'), key: KEY });
      const alive = <T>(act: () => Promise<T>): Promise<T> => (own === life ? act() : never);
      const store = createScanStore({
        read: sealed.read,
        keepOnly: sealed.keepOnly,
        remove: (name) => alive(() => sealed.remove(name)),
        write: (name, bytes) =>
          alive(async () => {
            if (bench.room <= 0) return 'disk-full';
            bench.room -= 1;
            await sealed.write(name, bytes);
            return 'written';
          }),
      });
      const device = { id: FOLDER_DEVICE, name: 'Copieur', kind: 'folder' } as const;
      const copier = createWatchedFolderSource({ device, folder, now: Date.now, pace: { look: 10, quiet: 40, quietTiff: 80, patience: 400 } });
      return openScanDesk({
        sources: joinSources(createSaneSource({ scanimage, scratch: sane.scratch }), () => copier),
        store,
        maker,
        clerk: () => CLERK,
        addAttachment: (id, pdf, label, scan) => attachments.add(id, pdf, 'application/pdf', label, scan),
        removeAttachment: attachments.remove,
        newId: () => `0190a000-0000-7000-8000-${String((ids += 1)).padStart(12, '0')}`,
        now: Date.now,
        failpoint,
        onChanged: (view) => own === life && views.push(view),
      });
    },
    close: () => {
      life += 1;
      maker.close();
      sane.close();
      rmSync(disk, { recursive: true, force: true });
    },
  };
  return bench;
}
