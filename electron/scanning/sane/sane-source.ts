import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ScanProblem } from '#shared/domain/scan/scanner.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { readPnm } from '../pixels/pnm.ts';
import type { ScanEnd, ScanJob, ScannerSource } from '../scanner-source.ts';
import { DEVICE_LINE, readDeviceList } from './device-list.ts';
import { argumentsFor, offeredBy, readOptionList, type SaneOptions } from './option-list.ts';
import { saneEnd } from './problem.ts';
import { ask, runBatch, type Scanimage } from './scanimage.ts';

const ORPHAN_MS = 20_000;
const LOOK_MS = 200;

/**
 * SANE's scanners, through `scanimage`. `scratch` holds the pixels of a sheet between the driver and `onSheet`: a folder
 * in memory, where the system has one, that outlives this process.
 */
export function createSaneSource({ scanimage, scratch }: { readonly scanimage: Scanimage; readonly scratch: string }): ScannerSource {
  const folderOf = (jobId: string): string => join(scratch, jobId);

  /** What the device can do now; a problem when it does not answer. */
  async function optionsOf(deviceId: string): Promise<Result<SaneOptions, ScanProblem>> {
    const { output, errors, code, startFailed } = await ask(scanimage, [`--device-name=${deviceId}`, '--all-options']);
    const options = readOptionList(output);
    return options.size > 0 ? ok(options) : err(problemOf(errors, code === 0, startFailed));
  }

  async function give(job: Pick<ScanJob, 'id' | 'profile' | 'onSheet'>, name: string): Promise<boolean> {
    const file = join(folderOf(job.id), name);
    const bytes = await readFile(file);
    if (readPnm(bytes) === undefined) return false;
    const kept = await job.onSheet({ name, format: 'pnm', bytes, resolution: job.profile.resolution });
    await unlink(file);
    return kept === 'kept';
  }

  async function scan(job: ScanJob): Promise<ScanEnd> {
    const options = await optionsOf(job.deviceId);
    if (job.signal.aborted) return { end: 'cancelled' };
    if (!options.ok) return { end: 'stopped', problem: options.refusal };
    const folder = folderOf(job.id);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    let sheets = 0;
    let halfRead = false;
    job.onProgress({ state: 'reading', share: 0 });
    const ran = await runBatch(scanimage, {
      args: [
        `--device-name=${job.deviceId}`,
        ...argumentsFor(options.value, job.profile),
        '--format=pnm',
        // A name within the working folder: a path could hold a % of its own.
        `--batch=${SHEET_NAME}`,
        ...(job.profile.feed === 'flatbed' ? ['--batch-count=1'] : []),
      ],
      folder,
      signal: job.signal,
      onShare: (share) => job.onProgress({ state: 'reading', share }),
      onFile: async (name) => {
        if (await give(job, basename(name))) sheets += 1;
        else halfRead = true;
        job.onProgress({ state: 'reading', share: 0 });
      },
    });
    await rm(folder, { recursive: true, force: true });
    if (job.signal.aborted) return { end: 'cancelled' };
    if (ran.startFailed) return { end: 'stopped', problem: 'not-installed' };
    if (halfRead) return { end: 'stopped', problem: 'unreadable' };
    const end = saneEnd(ran.errors, ran.code === 0);
    if (end === 'done' || (end === 'no-more' && sheets > 0)) return { end: 'finished' };
    return { end: 'stopped', problem: end === 'no-more' ? 'feeder-empty' : end };
  }

  return {
    devices: async () => {
      const { output, errors, code, startFailed } = await ask(scanimage, [`--formatted-device-list=${DEVICE_LINE}`]);
      return code === 0 ? ok(readDeviceList(output)) : err(problemOf(errors, false, startFailed));
    },
    options: async (deviceId) => {
      const options = await optionsOf(deviceId);
      return options.ok ? ok(offeredBy(options.value)) : options;
    },
    scan,
    recover: async (job) => {
      const folder = folderOf(job.id);
      if (!existsSync(folder)) return;
      // The scanimage of a killed app finishes the sheet it is reading, then finds that nobody answers.
      for (let waited = 0; waited < ORPHAN_MS && (await readdir(folder)).some(isHalf); waited += LOOK_MS) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
      for (const name of (await readdir(folder)).filter((each) => !isHalf(each)).sort()) await give(job, name);
      await rm(folder, { recursive: true, force: true });
    },
    settle: (jobId) => rm(folderOf(jobId), { recursive: true, force: true }),
  };
}

/** Sorts as the sheets came, up to 9999. */
const SHEET_NAME = '%04d.pnm';
/** scanimage gives a file its name once it is whole. */
const isHalf = (name: string): boolean => name.endsWith('.part');

function problemOf(errors: string, isDone: boolean, startFailed: boolean): ScanProblem {
  const end = startFailed ? 'not-installed' : saneEnd(errors, isDone);
  return end === 'done' || end === 'no-more' ? 'unreadable' : end;
}
