import type { DesktopBridge } from '#shared/contracts/ipc/bridge.ts';
import type { SessionView } from '#shared/contracts/ipc/session.ts';
import { importDataKeys, type DataKeys } from '#renderer/data/boxes.ts';

export const desktop = (window as unknown as { desktop: DesktopBridge }).desktop;

/** Peers are given a key of their own, so that they find again what they wrote before a restart. */
export function peerKeys(): Promise<DataKeys> {
  return importDataKeys(new Uint8Array(32).fill(7));
}

function phase(...wanted: readonly SessionView['phase'][]): Promise<SessionView> {
  return new Promise((resolve) => {
    const look = (view: SessionView): void => {
      if (!wanted.includes(view.phase)) return;
      stop();
      resolve(view);
    };
    const stop = desktop.session.onChanged(look);
    void desktop.session.view().then(look);
  });
}

/** Enrols the desk if it is new, and seats a clerk. */
export async function openSession({ code, clerk, pin }: { readonly code: string; readonly clerk: string; readonly pin: string }): Promise<void> {
  const view = await phase('enrolment', 'choose-clerk', 'open');
  if (view.phase === 'enrolment') {
    const enrolled = await desktop.session.enrol(code);
    if (!enrolled.ok) throw new Error(`not enrolled: ${enrolled.refusal.code}`);
    await phase('choose-clerk');
  }
  if (view.phase === 'open') return;
  const seated = await desktop.session.signIn(clerk, pin);
  if (!seated.ok) throw new Error(`not signed in: ${seated.refusal.code}`);
}

/** Deletes every database of the page. */
export async function wipe(): Promise<void> {
  for (const { name } of await indexedDB.databases()) {
    if (name === undefined) continue;
    await new Promise((resolve, reject) => {
      const asked = indexedDB.deleteDatabase(name);
      asked.onsuccess = resolve;
      asked.onerror = () => reject(asked.error ?? new Error('not deleted'));
    });
  }
}

/** Has every transaction of every library wait for the disk, as ours does before it says "Enregistré". */
export function makeStrict(): void {
  const ask = (IDBDatabase.prototype as { transaction: IDBDatabase['transaction'] }).transaction;
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    return ask.call(this, stores, mode, mode === 'readwrite' ? { ...options, durability: 'strict' } : options);
  };
}

export function chromium(): string {
  return /Chrome\/([\d.]+)/.exec(navigator.userAgent)?.[1] ?? 'unknown';
}
