import type { SyncReport } from '#shared/sync/sync-state.ts';

/** What features may know of the sync worker. */
export interface SyncPort {
  report(): SyncReport;
  /** The same once the worker has looked again: what was recorded a moment ago is in it. Never rejects, and takes 2 s at most. */
  refreshed(): Promise<SyncReport>;
  /** Milliseconds that this machine's clock is ahead of the GRC's; what changes is told with the report. */
  clockSkewMs(): number;
  /** Answers its own unsubscribe. */
  subscribe(listener: (report: SyncReport) => void): () => void;
  /** Something was recorded, or a clerk pressed « Réessayer »: try now. */
  poke(): void;
  /** Puts a parked write back in the queue after a clerk looked at it. */
  retry(opId: string): Promise<void>;
}
