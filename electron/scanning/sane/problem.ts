import type { ScanProblem } from '#shared/domain/scan/scanner.ts';

/** How a run of scanimage ended by its own account; `no-more` is the feeder's last sheet. */
export type SaneEnd = 'done' | 'no-more' | ScanProblem;

/** The words of `sane_strstatus`, which scanimage writes after its own; they are part of SANE's interface and never translated. */
const STATUS: readonly (readonly [words: string, end: SaneEnd])[] = [
  ['Document feeder out of documents', 'no-more'],
  ['Document feeder jammed', 'jam'],
  ['Scanner cover is open', 'cover-open'],
  ['Device busy', 'busy'],
  ['Access to resource has been denied', 'not-permitted'],
  ['Error during device I/O', 'device-gone'],
];

/** What ends a run; remarks on rounded values and on signals of its own reader come before and after. */
const COMPLAINT = /^scanimage: (sane_\w+: |open of device |no SANE devices found)/;

/** Reads the end of what scanimage wrote on its standard error. `ok`: it ended with code 0. */
export function saneEnd(errors: string, ok: boolean): SaneEnd {
  const last = errors.split(/[\r\n]+/).filter((line) => COMPLAINT.test(line)).at(-1);
  if (last === undefined) return ok ? 'done' : 'unreadable';
  const known = STATUS.find(([words]) => last.includes(words));
  if (known !== undefined) return known[1];
  // Whatever the reason, a device that can't be opened is not there for the clerk.
  return last.startsWith('scanimage: sane_') ? 'unreadable' : 'device-gone';
}
