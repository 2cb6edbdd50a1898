import { createHash, randomBytes } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { AttachmentStore } from './attachments/attachment-store.ts';
import { isDiskFull, openSealedFolder } from './attachments/sealed-folder.ts';
import { failpoint } from './diagnostics/failpoints.ts';
import { createLogger } from './diagnostics/log.ts';
import { broadcast } from './ipc/broadcast.ts';
import { createWatchedFolderSource } from './scanning/folder/watched-folder-source.ts';
import { createSaneSource } from './scanning/sane/sane-source.ts';
import { openScanDesk, type ScanDesk } from './scanning/scan-desk.ts';
import { createScanStore, type SheetVault } from './scanning/scan-store.ts';
import type { ScannerSource } from './scanning/scanner-source.ts';
import type { AnswersScanning } from './scanning/scanning.ipc.ts';
import { createPageMaker, type PageMaker } from './scanning/sheets/page-maker.ts';
import { FOLDER_DEVICE, joinSources, type Sources } from './scanning/sources.ts';
import type { SettingsStore } from './settings/settings-store.ts';
import type { Startup } from './start-context.ts';

const log = createLogger('scanning');

export type Scanning = AnswersScanning;

type Needs = {
  readonly startup: Startup;
  readonly settings: SettingsStore;
  /** Of this desk and this GRC. */
  readonly folder: string;
  readonly key: Uint8Array;
  readonly attachments: AttachmentStore;
  /** Whether a record names an attachment: it is then nobody's to remove. */
  readonly isNamed: (attachmentId: string) => boolean;
  readonly clerk: () => { readonly id: string; readonly name: string } | undefined;
};

export function composeScanning(needs: Needs): Scanning {
  const { startup, settings, attachments } = needs;
  const sources = composeSources(startup, settings);
  const maker = createPageMaker(startup.paths.pageWorker, startup.paths.codecs);
  return {
    sources,
    desk: openDesk(needs, sources, maker),
    pageOfFile: async (id, index) => {
      const file = await attachments.describe(id);
      if (file === undefined || index >= file.pageCount) return undefined;
      const bytes = async (): Promise<Uint8Array> => new Uint8Array((await attachments.content(id)) ?? []);
      return maker.whole(id, async () => ({ format: file.mediaType, resolution: null, bytes: await bytes() }), index).catch((cause: unknown) => {
        log.warn('a page of a file can not be drawn', { cause });
        return undefined;
      });
    },
  };
}

async function openDesk(needs: Needs, sources: Sources, maker: PageMaker): Promise<ScanDesk> {
  const dir = join(needs.folder, 'scans');
  const { key, attachments, isNamed, clerk } = needs;
  const open = (): Promise<ScanDesk> =>
    openScanDesk({
      sources,
      store: createScanStore(sealedVault(dir, key)),
      maker,
      clerk,
      addAttachment: (id, pdf, label, scan) => attachments.add(id, pdf, 'application/pdf', label, scan),
      removeAttachment: async (id) => {
        if (!isNamed(id)) await attachments.remove(id);
      },
      newId: () => uuidv7(Date.now(), randomBytes(10)),
      now: Date.now,
      failpoint,
      onChanged: (view) => broadcast('scanning:changed', view),
    });
  try {
    return await open();
  } catch (cause) {
    log.error('the scan of the last start is unreadable, set aside', { cause });
    if (existsSync(dir)) renameSync(dir, `${dir}.broken-${Date.now()}`);
    return open();
  }
}

function sealedVault(dir: string, key: Uint8Array): SheetVault {
  const folder = openSealedFolder({ dir, key });
  return {
    ...folder,
    write: async (name, bytes) => {
      try {
        await folder.write(name, bytes);
        return 'written';
      } catch (cause) {
        if (isDiskFull(cause)) return 'disk-full';
        throw cause;
      }
    },
  };
}

function composeSources(startup: Startup, settings: SettingsStore): Sources {
  const folders = new Map<string, ScannerSource>();
  const folderSource = (): ScannerSource | undefined => {
    const folder = settings.current().scanFolder;
    if (folder === null) return undefined;
    const known = folders.get(folder) ?? createWatchedFolderSource({ device: { id: FOLDER_DEVICE, name: basename(folder), kind: 'folder' }, folder, now: Date.now });
    folders.set(folder, known);
    return known;
  };
  // SANE is Linux's and macOS's; on Windows paper comes by the copier's folder.
  const sane = process.platform === 'win32' ? undefined : createSaneSource({ scanimage: { file: 'scanimage', env: {} }, scratch: scratchFolder(startup.userData) });
  return joinSources(sane, folderSource);
}

/**
 * For the pixels of one sheet, in clear: in memory where the system has a folder there, that outlives this process and that
 * only this user can read. Elsewhere beside the desk's own files, from where they are deleted at once.
 */
function scratchFolder(userData: string): string {
  const inMemory = process.env['XDG_RUNTIME_DIR'] ?? (existsSync('/dev/shm') ? '/dev/shm' : undefined);
  const folder = inMemory && join(inMemory, `plainpied-scan-${createHash('sha256').update(userData).digest('hex').slice(0, 16)}`);
  return folder !== undefined && isOwnFolder(folder) ? folder : join(userData, 'scan-scratch');
}

/** Its name can be guessed: it must be ours, and no link to elsewhere. */
function isOwnFolder(path: string): boolean {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const found = lstatSync(path);
    return found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0;
  } catch {
    return false;
  }
}
