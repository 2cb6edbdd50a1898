import { parseArgs } from 'node:util';

export const PARTS = ['rows', 'large', 'drain', 'scans', 'faults', 'frames'] as const;
export type Part = (typeof PARTS)[number];

/** How long the bench may take, and what of it runs. */
export type BenchOptions = {
  readonly quick: boolean;
  readonly parts: readonly Part[];
  readonly rounds: number;
  readonly edits: number;
  /** Of the large town. */
  readonly citizens: number;
  readonly coldStarts: number;
  readonly scansMb: number;
};

/** `--quick` for a machine that is busy; `--only rows,scans` for some of it. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({ args: [...args], options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } } });
  const { quick, only } = values;
  const parts = only === undefined ? PARTS : PARTS.filter((part) => only.split(',').includes(part));
  if (parts.length === 0) throw new Error(`--only takes some of ${PARTS.join(', ')}`);
  return quick
    ? { quick, parts, rounds: 1, edits: 30, citizens: 20_000, coldStarts: 1, scansMb: 20 }
    : { quick, parts, rounds: 5, edits: 100, citizens: 100_000, coldStarts: 3, scansMb: 100 };
}
