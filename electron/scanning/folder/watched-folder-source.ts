import { webcrypto } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { err, ok } from '#shared/lib/result.ts';
import { sniff } from '#shared/domain/document/sniff.ts';
import type { ScannerDevice, ScannerOptions } from '#shared/domain/scan/scanner.ts';
import type { ScanEnd, ScanJob, ScannerSource } from '../scanner-source.ts';
import { openClaims, shapeOf } from './claims.ts';
import { createFolderWatch, USUAL_PACE, type Pace } from './folder-watch.ts';

/** The copier decides: what is offered is only what its files are taken for until they are read. */
const OPTIONS: ScannerOptions = { feeds: ['feeder'], resolutions: [200], colours: ['grey'] };

type Needs = {
  readonly device: ScannerDevice;
  readonly folder: string;
  readonly now: () => number;
  readonly pace?: Pace;
};

/**
 * The folder into which a copier writes. A job takes every whole file that is there or comes, oldest first, until it is
 * cancelled; it never ends by itself. A folder that disappears is said, and watched again when it is back.
 */
export function createWatchedFolderSource({ device, folder, now, pace = USUAL_PACE }: Needs): ScannerSource {
  const claims = openClaims(folder);
  /** SHA-256 of what was taken, by the job that did: a copier that sends twice is not believed twice. */
  const taken = new Map<string, string>();
  /** Files of each job that are safe elsewhere; only these are ever deleted. */
  const safe = new Map<string, Set<string>>();

  async function give(job: Pick<ScanJob, 'id' | 'onSheet'>, claimed: string, bytes: Uint8Array): Promise<'kept' | 'refused'> {
    const type = sniff(bytes);
    if (type === undefined || type === 'foreign') return 'refused';
    const kept = await job.onSheet({ name: claimed, format: type, bytes, resolution: null });
    if (kept === 'kept') {
      taken.set(await sha256Of(bytes), job.id);
      markSafe(job.id, claimed);
    }
    return kept;
  }

  function markSafe(jobId: string, claimed: string): void {
    safe.set(jobId, (safe.get(jobId) ?? new Set()).add(claimed));
  }

  async function scan(job: ScanJob): Promise<ScanEnd> {
    if (job.deviceId !== device.id) return { end: 'stopped', problem: 'device-gone' };
    const watch = createFolderWatch(folder, pace, readOrUndefined, now);
    let state: 'waiting' | 'source-gone' | undefined;
    const say = (next: 'waiting' | 'source-gone'): void => {
      if (next !== state) job.onProgress({ state: next });
      state = next;
    };
    while (!job.signal.aborted) {
      const sighting = await watch.look().catch(() => undefined);
      if (sighting === undefined) say('source-gone');
      else {
        say('waiting');
        for (const file of sighting.refused) job.onRefused(file);
        for (const name of sighting.ready) {
          if (job.signal.aborted) break;
          const outcome = await take(job, watch, name);
          if (outcome === 'not-permitted') return { end: 'stopped', problem: 'not-permitted' };
          if (outcome === 'kept') state = undefined;
        }
      }
      await pause(pace.look, job.signal);
    }
    return { end: 'cancelled' };
  }

  async function take(job: ScanJob, watch: ReturnType<typeof createFolderWatch>, name: string): Promise<'kept' | 'left' | 'not-permitted'> {
    const judged = watch.shapeOf(name);
    try {
      await claims.open(job.id);
    } catch (cause) {
      return isForbidden(cause) ? 'not-permitted' : 'left';
    }
    const claimed = await claims.claim(job.id, name);
    watch.forget(name);
    if (claimed === undefined) return 'left';
    const bytes = await readOrUndefined(claims.path(job.id, claimed));
    const shape = await shapeOf(claims.path(job.id, claimed));
    // Its writer went on after all: it goes back, to be looked at from the start.
    if (bytes === undefined || shape?.size !== judged?.size || shape?.changedAtMs !== judged?.changedAtMs) {
      await claims.giveBack(job.id, claimed).catch(() => undefined);
      return 'left';
    }
    if (taken.has(await sha256Of(bytes))) {
      markSafe(job.id, claimed);
      job.onRefused({ name, reason: 'duplicate' });
      return 'left';
    }
    job.onProgress({ state: 'reading', share: 1 });
    if ((await give(job, claimed, bytes)) === 'kept') return 'kept';
    await claims.giveBack(job.id, claimed).catch(() => undefined);
    await watch.leave(name);
    return 'left';
  }

  return {
    devices: async () => ok([device]),
    options: async (deviceId) => (deviceId === device.id ? ok(OPTIONS) : err('device-gone')),
    scan,
    recover: async (job) => {
      for (const claimed of await claims.names(job.id)) {
        const bytes = await readFile(claims.path(job.id, claimed));
        if ((await give(job, claimed, bytes)) === 'refused') await claims.giveBack(job.id, claimed);
      }
    },
    settle: async (jobId, outcome) => {
      for (const claimed of await claims.names(jobId)) {
        if (outcome === 'returned' || safe.get(jobId)?.has(claimed) !== true) await claims.giveBack(jobId, claimed);
      }
      await claims.close(jobId);
      if (outcome === 'returned') for (const [sha256, by] of taken) if (by === jobId) taken.delete(sha256);
      safe.delete(jobId);
    },
  };
}

/** Off the main thread: fifty megabytes would hold every screen for a tenth of a second. */
async function sha256Of(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes)).toString('hex');
}

function readOrUndefined(path: string): Promise<Uint8Array | undefined> {
  return readFile(path).catch(() => undefined);
}

function isForbidden(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && ['EACCES', 'EPERM', 'EROFS'].includes(String(cause.code));
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    if (signal.aborted) done();
    else signal.addEventListener('abort', done);
  });
}
