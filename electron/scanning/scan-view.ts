import type { RefusedScanFile, ScanActivity, ScanView } from '#shared/contracts/ipc/scanning.ts';
import type { ScanRecord } from './scan-record.ts';

/** What the screen shows of a scan; null when there is none. */
export function viewOf(record: ScanRecord | undefined, activity: ScanActivity, refused: readonly RefusedScanFile[]): ScanView | null {
  const run = record?.runs.at(-1);
  if (record === undefined || run === undefined) return null;
  const known = new Map(record.pages.map((page) => [page.id, page.look]));
  return {
    id: record.id,
    ownerId: record.ownerId,
    openedAt: record.openedAt,
    device: run.device,
    pages: record.list.pages.map((page) => {
      const look = known.get(page.id) ?? null;
      return { ...page, looked: look !== null, skew: look?.skew ?? 0, blank: look?.blank ?? false, canStraighten: (look?.skew ?? 0) !== 0 };
    }),
    canUndo: record.list.before.length > 0,
    activity,
    refused,
    attached: record.attached,
  };
}
