import { createLogger } from '#electron/diagnostics/log.ts';
import type { ScanStore } from './scan-store.ts';
import type { Sources } from './sources.ts';

const log = createLogger('scanning');

/** Tells each source what became of its runs; one that can't be told now is told at the next occasion. */
export async function settleRuns(sources: Sources, store: ScanStore): Promise<void> {
  const runs = await store.unsettled();
  if (runs.length === 0) return;
  const left = [];
  for (const run of runs) {
    try {
      await sources.of(run.deviceId)?.settle(run.runId, run.outcome);
    } catch (cause) {
      log.warn('a run is not settled yet', { runId: run.runId, cause });
      left.push(run);
    }
  }
  await store.saveUnsettled(left);
}
