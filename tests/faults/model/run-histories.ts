import { memoryStorage } from '#shared/sync/testing/memory-storage.ts';
import { INVARIANTS } from '../scenarios.ts';
import type { Totals } from '../report.ts';
import { runHistory } from './history.ts';

const SHOWN = 5;

/** Draws histories from seeds one after the other, and adds up the promises that they broke; answers how many promises held. */
export async function runHistories(first: number, runs: number, untilBroken: boolean, totals: Totals): Promise<{ readonly passed: number; readonly failed: number }> {
  const own: Totals = { I1: 0, I2: 0, I3: 0, I4: 0, I5: 0, I6: 0, I7: 0, I8: 0 };
  const went = new Map<string, number>();
  let bad = 0;
  for (let seed = first; seed < first + runs; seed += 1) {
    const history = await runHistory(seed, () => Promise.resolve(memoryStorage()));
    for (const fault of history.went) went.set(fault, (went.get(fault) ?? 0) + 1);
    if (history.violations.length === 0) continue;
    bad += 1;
    for (const { invariant } of history.violations) own[invariant] += 1;
    if (bad <= SHOWN) console.log(`seed ${seed}: ${history.violations.slice(0, 3).map(({ invariant, what }) => `${invariant} ${what}`).join('; ')}`);
    if (untilBroken) break;
  }
  console.log(`${runs} histories, seeds ${first} to ${first + runs - 1} (again: npm run faults -- --seed N)`);
  console.log(`met with: ${[...went].sort().map(([fault, times]) => `${fault} ${times}`).join(', ')}`);
  // I8 is not of this layer: nothing is on a disk here.
  const promises = (Object.keys(INVARIANTS) as (keyof Totals)[]).filter((invariant) => invariant !== 'I8');
  for (const invariant of promises) totals[invariant] += own[invariant];
  const failed = promises.filter((invariant) => own[invariant] > 0).length;
  return { passed: promises.length - failed, failed };
}
