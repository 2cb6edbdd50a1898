import { parseArgs } from 'node:util';
import { memoryStorage } from '#shared/sync/testing/memory-storage.ts';
import { runHistory } from './model/history.ts';

/**
 * `npm run faults`: the sync engine through histories drawn from seeds (three desks, one GRC, virtual time), each judged
 * by an oracle of its own. `--runs N` for more, `--seed S` to see one again. Ends with 1 when a promise was broken.
 */
const { values } = parseArgs({ options: { runs: { type: 'string', default: '20000' }, seed: { type: 'string' }, quiet: { type: 'boolean', default: false } } });

const KINDS: Readonly<Record<string, string>> = { I1: 'lost', I2: 'doubled', I3: 'out of order', I4: 'diverged', I5: 'silently overwritten', I6: 'file said complete', I7: 'status ahead of the truth' };
const SHOWN = 5;

const first = values.seed === undefined ? Math.floor(Date.now() / 1000) % 1_000_000_000 : Number(values.seed);
const runs = values.seed === undefined ? Number(values.runs) : 1;
const broken = new Map<string, number>(Object.values(KINDS).map((kind) => [kind, 0]));
const went = new Map<string, number>();
let failed = 0;
for (let seed = first; seed < first + runs; seed += 1) {
  const history = await runHistory(seed, () => Promise.resolve(memoryStorage()));
  for (const fault of history.went) went.set(fault, (went.get(fault) ?? 0) + 1);
  if (history.violations.length === 0) continue;
  failed += 1;
  for (const { invariant } of history.violations) count(broken, KINDS[invariant] ?? invariant);
  if (failed <= SHOWN) console.log(`seed ${seed}: ${history.violations.slice(0, 3).map(({ invariant, what }) => `${invariant} ${what}`).join('; ')}`);
}

if (!values.quiet) {
  console.log(`${runs} histories, seeds ${first} to ${first + runs - 1} (again: npm run faults -- --seed N)`);
  console.log(`met with: ${[...went].sort().map(([fault, times]) => `${fault} ${times}`).join(', ')}`);
}
console.log([...broken].map(([kind, times]) => `${kind} ${times}`).join(', '));
process.exitCode = failed === 0 ? 0 : 1;

function count(map: Map<string, number>, key: string): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}
