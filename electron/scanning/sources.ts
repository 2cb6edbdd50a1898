import { err, ok, type Result } from '#shared/lib/result.ts';
import type { ScannerDevice, ScannerOptions, ScanProblem } from '#shared/domain/scan/scanner.ts';
import type { ScannerSource } from './scanner-source.ts';

/** Every way for paper to come in on this desk, as one. */
export type Sources = {
  readonly devices: () => Promise<Result<readonly ScannerDevice[], ScanProblem>>;
  /** A device as it was listed last; a search that takes seconds is made only for one that never was. */
  readonly device: (deviceId: string) => Promise<ScannerDevice | undefined>;
  /** What a listed device can do; no other name ever reaches a driver. */
  readonly options: (deviceId: string) => Promise<Result<ScannerOptions, ScanProblem>>;
  /** The source of a device; undefined when this desk has none for it. */
  readonly of: (deviceId: string) => ScannerSource | undefined;
};

export const FOLDER_DEVICE = 'folder';

/** `folder` is asked each time: the setting may change. `sane` is undefined on systems without it. */
export function joinSources(sane: ScannerSource | undefined, folder: () => ScannerSource | undefined): Sources {
  const listed = new Map<string, ScannerDevice>();

  async function devices(): Promise<Result<readonly ScannerDevice[], ScanProblem>> {
    const [scanners, folders] = await Promise.all([sane?.devices() ?? err('not-installed' as const), folder()?.devices() ?? ok([])]);
    const found = [...(folders.ok ? folders.value : []), ...(scanners.ok ? scanners.value : [])];
    for (const device of found) listed.set(device.id, device);
    // A scanner that can't be asked is no reason to hide the copier's folder.
    return found.length > 0 || scanners.ok ? ok(found) : scanners;
  }

  async function device(deviceId: string): Promise<ScannerDevice | undefined> {
    if (!listed.has(deviceId)) await devices();
    return listed.get(deviceId);
  }

  const of = (deviceId: string): ScannerSource | undefined => (deviceId === FOLDER_DEVICE ? folder() : sane);

  return {
    devices,
    device,
    of,
    options: async (deviceId) => ((await device(deviceId)) === undefined ? err('device-gone') : (of(deviceId)?.options(deviceId) ?? err('device-gone'))),
  };
}
