import type { SyncReport } from '#shared/sync/sync-state.ts';

/** What features may know of the sync worker. */
export interface SyncPort {
  report(): SyncReport;
  /** Answers its own unsubscribe. */
  subscribe(listener: (report: SyncReport) => void): () => void;
  /** Something was recorded, or a clerk pressed « Réessayer »: try now. */
  poke(): void;
  /** Puts a parked write back in the queue after a clerk looked at it. */
  retry(opId: string): Promise<void>;
}
