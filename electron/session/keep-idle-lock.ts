import type { BrowserWindow, PowerMonitor } from 'electron';
import { performance } from 'node:perf_hooks';
import { createIdleLock } from './idle-lock.ts';

type Watched = {
  readonly powerMonitor: PowerMonitor;
  readonly window: BrowserWindow;
  readonly minutes: () => number;
  readonly lock: () => void;
};
const CHECK_MS = 5_000;

/** Locks the desk when nobody is there, and at once when the machine sleeps or its own session locks. */
export function keepIdleLock({ powerMonitor, window, minutes, lock }: Watched): void {
  const idle = createIdleLock({ systemIdleSeconds: () => powerMonitor.getSystemIdleTime(), now: () => performance.now() }, minutes, lock);
  window.webContents.on('input-event', idle.touch);
  window.webContents.on('before-input-event', idle.touch);
  powerMonitor.on('lock-screen', lock);
  powerMonitor.on('suspend', lock);
  const timer = setInterval(idle.check, CHECK_MS);
  window.once('closed', () => clearInterval(timer));
}
