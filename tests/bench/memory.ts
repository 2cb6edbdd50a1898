import { readFileSync, readdirSync } from 'node:fs';

export type Memory = { readonly processes: number; readonly rssMb: number; readonly pssMb: number };

/**
 * Resident memory of a process and of all that it started (Linux). `rssMb` counts shared pages once per process, as the
 * task manager does; `pssMb` shares them out, so that it is what the machine really gives.
 */
export function memoryOfTree(root: number): Memory {
  const pids = treeOf(root);
  let rss = 0;
  let pss = 0;
  for (const pid of pids) {
    try {
      const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
      rss += kilobytes(rollup, 'Rss');
      pss += kilobytes(rollup, 'Pss');
    } catch {
      // Gone meanwhile.
    }
  }
  return { processes: pids.length, rssMb: Math.round(rss / 1024), pssMb: Math.round(pss / 1024) };
}

const PAGE_KB = 4;

/** Resident megabytes of a process and of all that it started, read without holding up any of them: their shared pages count once each. */
export function residentOfTree(root: number): number {
  let pages = 0;
  for (const pid of treeOf(root)) {
    try {
      pages += Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    } catch {
      // Gone meanwhile.
    }
  }
  return Math.round((pages * PAGE_KB) / 1024);
}

function treeOf(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // The name of the command, in parentheses, may hold spaces.
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      parents.set(Number(name), Number(fields[1]));
    } catch {
      // Gone meanwhile.
    }
  }
  const tree = [root];
  for (const pid of tree) tree.push(...[...parents].filter(([, parent]) => parent === pid).map(([child]) => child));
  return tree;
}

function kilobytes(rollup: string, field: string): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(rollup)?.[1] ?? 0);
}
