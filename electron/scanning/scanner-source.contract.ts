import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ScanProfile } from '#shared/domain/scan/scanner.ts';
import type { ScanEnd, ScanJob, ScannedSheet, ScannerSource } from './scanner-source.ts';

/** A source with paper in it, made anew for each test. */
export type ScannerBench = {
  readonly source: ScannerSource;
  readonly deviceId: string;
  readonly profile: ScanProfile;
  /** How many sheets are there to be read. */
  readonly sheets: number;
  /** False for a source that waits for more. */
  readonly ends: boolean;
  /** What the source keeps of its jobs, anywhere. */
  readonly leftovers: () => readonly string[];
  readonly close: () => void;
};

const JOB = '0190a000-0000-7000-8000-000000000001';

/** What every source promises. */
export function scannerSourceContract(name: string, open: () => ScannerBench): void {
  let bench: ScannerBench;
  let stop: AbortController;
  beforeEach(() => {
    bench = open();
    stop = new AbortController();
  });
  afterEach(() => {
    stop.abort();
    bench.close();
  });

  const job = (onSheet: ScanJob['onSheet'], more: Partial<ScanJob> = {}): ScanJob => ({
    id: JOB,
    deviceId: bench.deviceId,
    profile: bench.profile,
    signal: stop.signal,
    onProgress: () => undefined,
    onRefused: () => undefined,
    onSheet,
    ...more,
  });

  const into = (names: string[]): ScanJob['onSheet'] => async ({ name: sheet }) => {
    names.push(sheet);
    return 'kept';
  };

  /** Reads all that is there; a source that waits for more is stopped then. */
  async function readAll(more: Partial<ScanJob> = {}): Promise<{ readonly sheets: readonly ScannedSheet[]; readonly end: ScanEnd }> {
    const sheets: ScannedSheet[] = [];
    const end = await bench.source.scan(
      job(async (sheet) => {
        sheets.push(sheet);
        if (!bench.ends && sheets.length === bench.sheets) stop.abort();
        return 'kept';
      }, more),
    );
    return { sheets, end };
  }

  test(`${name}: its device is listed, with what it can do`, async () => {
    const devices = await bench.source.devices();
    const options = await bench.source.options(bench.deviceId);
    expect(devices.ok && devices.value.map(({ id, name: shown }) => [id, shown !== ''])).toEqual([[bench.deviceId, true]]);
    expect(options.ok && [options.value.feeds.includes(bench.profile.feed), options.value.resolutions.length > 0, options.value.colours.length > 0]).toEqual([true, true, true]);
  });

  test(`${name}: every sheet comes whole and once, and is followed from its start`, async () => {
    const shares: number[] = [];
    const { sheets, end } = await readAll({ onProgress: (progress) => void (progress.state === 'reading' && shares.push(progress.share)) });
    expect([new Set(sheets.map((sheet) => sheet.name)).size, sheets.every(({ bytes }) => bytes.length > 0), end]).toEqual([
      bench.sheets,
      true,
      { end: bench.ends ? 'finished' : 'cancelled' },
    ]);
    expect([shares.length > 0, shares.every((share) => share >= 0 && share <= 1)]).toEqual([true, true]);
  });

  test(`${name}: the next sheet is not asked for before the last one is safe`, async () => {
    let unsafe = 0;
    let most = 0;
    let count = 0;
    await bench.source.scan(
      job(async () => {
        unsafe += 1;
        most = Math.max(most, unsafe);
        await new Promise((resolve) => setTimeout(resolve, 20));
        unsafe -= 1;
        count += 1;
        if (count === 3) stop.abort();
        return 'kept';
      }),
    );
    expect([count, most]).toEqual([3, 1]);
  });

  test(`${name}: when it is cancelled, what came before stands and nothing more comes`, async () => {
    const given: string[] = [];
    const end = await bench.source.scan(
      job(async (sheet) => {
        given.push(sheet.name);
        if (given.length === 3) stop.abort();
        return 'kept';
      }),
    );
    const atTheEnd = given.length;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect([end, atTheEnd, given.length]).toEqual([{ end: 'cancelled' }, 3, 3]);
  });

  test(`${name}: cancelled before it begins, it gives nothing`, async () => {
    stop.abort();
    const given: string[] = [];
    expect([await bench.source.scan(job(into(given))), given]).toEqual([{ end: 'cancelled' }, []]);
  });

  test(`${name}: a sheet that could not be made safe ends the job and is found again`, async () => {
    const given: string[] = [];
    const scan = bench.source.scan(
      job(async (sheet) => {
        given.push(sheet.name);
        if (given.length === 2) throw new Error('the disk is full');
        return 'kept';
      }),
    );
    await expect(scan).rejects.toThrow('the disk is full');
    const found: string[] = [];
    const { deviceId, profile } = bench;
    await bench.source.recover({ id: JOB, deviceId, profile, onSheet: into(found) });
    expect([given.length, found.filter((each) => each === given[1]).length]).toEqual([2, 1]);
  });

  test(`${name}: a job of which nothing is known has nothing to recover`, async () => {
    const found: string[] = [];
    const { deviceId, profile } = bench;
    await bench.source.recover({ id: JOB, deviceId, profile, onSheet: into(found) });
    expect(found).toEqual([]);
  });

  test(`${name}: once a job is settled the source keeps nothing of it`, async () => {
    await readAll();
    await bench.source.settle(JOB, 'taken');
    expect(bench.leftovers()).toEqual([]);
  });

  test(`${name}: a device that is not there is gone`, async () => {
    const given: string[] = [];
    const elsewhere = `${bench.deviceId}-elsewhere`;
    expect([await bench.source.options(elsewhere), await bench.source.scan(job(into(given), { deviceId: elsewhere })), given]).toEqual([
      { ok: false, refusal: 'device-gone' },
      { end: 'stopped', problem: 'device-gone' },
      [],
    ]);
  });
}
