import type { SyncReport } from '#shared/sync/sync-state.ts';

/** When work that can wait may go on: not while changes come in, which a clerk may be waiting for. */
export type Rest = { heard(report: SyncReport): void; untilThen(): Promise<void> };

export function createRest(): Rest {
  let busy = false;
  const waiting: (() => void)[] = [];
  return {
    heard: ({ state }) => {
      busy = state.phase === 'catching-up';
      if (!busy) waiting.splice(0).forEach((goOn) => goOn());
    },
    untilThen: () => (busy ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve()),
  };
}
