import { performance } from 'node:perf_hooks';

const marks = new Map<string, number>();

/** Milliseconds since the process started; the first mark of a name stays. */
export function mark(name: string): void {
  if (!marks.has(name)) marks.set(name, performance.now());
}

/** The marks so far and the wall clock they count from, for benches. */
export function readMarks(): { readonly origin: number; readonly marks: Readonly<Record<string, number>> } {
  return { origin: performance.timeOrigin, marks: Object.fromEntries(marks) };
}
