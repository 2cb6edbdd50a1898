/** How many tests passed and failed. */
export type Tally = { readonly passed: number; readonly failed: number };

export function addTallies(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed };
}

/**
 * Reads the last line `N passed, N failed` of a runner. A runner that ended badly has failed at least once,
 * whatever it counted; one that counted nothing has failed too.
 */
export function tallyOf(output: string, exitCode: number): Tally {
  const last = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
  const counted: Tally = { passed: Number(last?.[1] ?? 0), failed: Number(last?.[2] ?? 0) };
  const broken = counted.failed === 0 && (exitCode !== 0 || counted.passed === 0);
  return broken ? { ...counted, failed: 1 } : counted;
}
