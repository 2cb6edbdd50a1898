import { parseArgs } from 'node:util';
import { memoryStorage } from '#shared/sync/testing/memory-storage.ts';
import { runHistory } from './model/history.ts';

/**
 * `npm run faults`: the sync engine through histories drawn from seeds (three desks, one GRC, virtual time), each judged
 * by an oracle of its own. `--runs N` for more, `--seed S` to see one again, `--mutations` to see that seeded bugs are
 * caught. Ends with 1 when a promise was broken.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '20000' },
    from: { type: 'string' },
    seed: { type: 'string' },
    'until-broken': { type: 'boolean', default: false },
    mutations: { type: 'boolean', default: false },
  },
});

const KINDS = { I1: 'lost', I2: 'doubled', I3: 'out of order', I4: 'diverged', I5: 'silently overwritten', I6: 'file said complete', I7: 'status ahead of the truth' } as const;
const SHOWN = 5;

type Tally = { readonly passed: number; readonly failed: number };

const first = Number(values.seed ?? values.from ?? Math.floor(Date.now() / 1000) % 1_000_000_000);
const tally = values.mutations ? await seededBugs() : await runHistories(first, values.seed === undefined ? Number(values.runs) : 1);
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed === 0 ? 0 : 1;

async function seededBugs(): Promise<Tally> {
  // Loaded here only: the copies that it makes have no build folder.
  const { checkMutations } = await import('./mutations/check.ts');
  return checkMutations();
}

/** Each promise counts as one test: it was kept by every history, or not. */
async function runHistories(first: number, runs: number): Promise<Tally> {
  const broken = new Map<string, number>(Object.values(KINDS).map((kind) => [kind, 0]));
  const went = new Map<string, number>();
  let bad = 0;
  for (let seed = first; seed < first + runs; seed += 1) {
    const history = await runHistory(seed, () => Promise.resolve(memoryStorage()));
    for (const fault of history.went) count(went, fault);
    if (history.violations.length === 0) continue;
    bad += 1;
    for (const { invariant } of history.violations) count(broken, KINDS[invariant]);
    if (bad <= SHOWN) console.log(`seed ${seed}: ${history.violations.slice(0, 3).map(({ invariant, what }) => `${invariant} ${what}`).join('; ')}`);
    if (values['until-broken']) break;
  }
  console.log(`${runs} histories, seeds ${first} to ${first + runs - 1} (again: npm run faults -- --seed N)`);
  console.log(`met with: ${[...went].sort().map(([fault, times]) => `${fault} ${times}`).join(', ')}`);
  console.log([...broken].map(([kind, times]) => `${kind} ${times}`).join(', '));
  const failed = [...broken.values()].filter((times) => times > 0).length;
  return { passed: broken.size - failed, failed };
}

function count(map: Map<string, number>, key: string): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}
