import type { ScanRecord } from './scan-record.ts';
import type { ScanStore } from './scan-store.ts';

/** The record of the scan under way, always as it is on the disk. */
export type RecordKeeper = {
  readonly current: () => ScanRecord | undefined;
  /** One change after the other; what `change` makes of the record counts once it is on the disk. The same record: nothing is written. */
  readonly change: (change: (record: ScanRecord | undefined) => ScanRecord | undefined) => Promise<void>;
  readonly forget: () => Promise<void>;
};

export function createRecordKeeper(store: ScanStore, loaded: ScanRecord | undefined): RecordKeeper {
  let current = loaded;
  let turn: Promise<unknown> = Promise.resolve();

  function inTurn(act: () => Promise<void>): Promise<void> {
    const done = turn.then(act);
    turn = done.catch(() => undefined);
    return done;
  }

  return {
    current: () => current,
    change: (change) =>
      inTurn(async () => {
        const next = change(current);
        if (next === undefined || next === current) return;
        await store.save(next);
        current = next;
      }),
    forget: () =>
      inTurn(async () => {
        if (current !== undefined) await store.forget(current);
        current = undefined;
      }),
  };
}
