import type { MediaType } from '#shared/domain/document/attachment.ts';
import type { ScannerDevice, ScannerOptions, ScanProblem, ScanProfile } from '#shared/domain/scan/scanner.ts';
import type { Result } from '#shared/lib/result.ts';

/** What a source gives at once: the pixels of one side of paper (binary PNM), or a file of one or several pages. */
export type ScannedSheet = {
  /** Unique within its job; the same sheet given twice has the same name. */
  readonly name: string;
  readonly format: 'pnm' | MediaType;
  /** Whole: a source never gives half a sheet. */
  readonly bytes: Uint8Array;
  /** Dots per inch asked of the device; null when the file is to be believed. */
  readonly resolution: number | null;
};

export type ScanProgress =
  /** `share` of the sheet being read, 0 to 1. */
  | { readonly state: 'reading'; readonly share: number }
  /** Nothing comes for now: the copier has written nothing yet. */
  | { readonly state: 'waiting' }
  /** The folder can't be reached; the job goes on by itself when it is back. */
  | { readonly state: 'source-gone' };

/** A file that was not taken and why. It stays where it was; a `duplicate` of one that was taken goes with that one. */
export type RefusedFile = { readonly name: string; readonly reason: 'empty' | 'too-large' | 'unknown-type' | 'disguised' | 'unfinished' | 'duplicate' };

export type ScanJob = {
  /** UUID; what the source keeps of the job until `settle` goes by it. */
  readonly id: string;
  readonly deviceId: string;
  readonly profile: ScanProfile;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ScanProgress) => void;
  readonly onRefused: (file: RefusedFile) => void;
  /**
   * Resolves once the sheet is safe (`kept`), or was found unfit (`refused`: a file goes back where it was): the next one is
   * not asked for before. A rejection ends the job and is passed on; `recover` gives the sheet again.
   */
  readonly onSheet: (sheet: ScannedSheet) => Promise<'kept' | 'refused'>;
};

export type ScanEnd =
  | { readonly end: 'finished' }
  | { readonly end: 'cancelled' }
  | { readonly end: 'stopped'; readonly problem: ScanProblem };

/** A way for paper to come in: SANE's scanners, or the folder into which a copier writes. */
export interface ScannerSource {
  /** Those that answer now, in a stable order; may take seconds, since a network is searched. */
  devices(): Promise<Result<readonly ScannerDevice[], ScanProblem>>;
  options(deviceId: string): Promise<Result<ScannerOptions, ScanProblem>>;
  /** Gives sheets in the order of the paper. Aborting the signal ends it soon; what was given before stands. */
  scan(job: ScanJob): Promise<ScanEnd>;
  /** Whole sheets that a job interrupted by the app's own end had left; `onSheet` as in a job. */
  recover(job: Pick<ScanJob, 'id' | 'deviceId' | 'profile' | 'onSheet'>): Promise<void>;
  /**
   * Forgets a job: its sheets are kept elsewhere (`taken`), or were given up and go back where they were (`returned`). A sheet
   * that was never made safe goes back either way. Rejects when its place can't be reached now: to be asked again later.
   */
  settle(jobId: string, outcome: 'taken' | 'returned'): Promise<void>;
}
