import { parseArgs } from 'node:util';
import { runHistories } from './model/run-histories.ts';
import { report, type Check, type Layer, type Totals } from './report.ts';
import { INVARIANTS } from './scenarios.ts';

/**
 * `npm run faults`: what may happen to a desk, by layers. `model`: the sync engine through histories drawn from seeds
 * (three desks, one GRC, virtual time), and told scenarios; `disk`: the real journal through power cuts and damages;
 * `proxy`, `kill` and `storage`: the real application with the real GRC. Ends with 1 when a promise was broken.
 */
const { values } = parseArgs({
  options: {
    'layers': { type: 'string', default: 'model,disk,proxy,kill,storage' },
    'runs': { type: 'string', default: '20000' },
    'from': { type: 'string' },
    'seed': { type: 'string' },
    'until-broken': { type: 'boolean', default: false },
    'every-byte': { type: 'boolean', default: false },
    'kills': { type: 'string', default: '20' },
    'mutations': { type: 'boolean', default: false },
  },
});

type Tally = { readonly passed: number; readonly failed: number };

const totals: Totals = { I1: 0, I2: 0, I3: 0, I4: 0, I5: 0, I6: 0, I7: 0, I8: 0 };
const first = Number(values.seed ?? values.from ?? Math.floor(Date.now() / 1000) % 1_000_000_000);
const tally = values.mutations ? await seededBugs() : values.seed !== undefined || values['until-broken'] ? await histories() : await allLayers(values.layers.split(',') as Layer[]);
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed === 0 ? 0 : 1;

async function seededBugs(): Promise<Tally> {
  // Loaded here only: the copies that it makes have no build folder.
  const { checkMutations } = await import('./mutations/check.ts');
  return checkMutations();
}

function histories(): Promise<Tally> {
  return runHistories(first, values.seed === undefined ? Number(values.runs) : 1, values['until-broken'], totals);
}

async function allLayers(layers: readonly Layer[]): Promise<Tally> {
  const drawn = layers.includes('model') ? await timed('model', histories) : { passed: 0, failed: 0 };
  const checks: Check[] = [];
  if (layers.includes('model')) {
    const { directedStories } = await import('./model/directed.ts');
    checks.push(...(await directedStories()));
  }
  if (layers.includes('disk')) {
    const { journalLayer } = await import('./disk/journal-layer.ts');
    checks.push(...(await timed('disk', () => journalLayer({ seed: first, everyByte: values['every-byte'] }))));
  }
  if (layers.some((layer) => layer !== 'model' && layer !== 'disk')) checks.push(...(await electronLayers(layers)));
  const told = report(checks, totals, (line) => console.log(line));
  console.log((Object.keys(INVARIANTS) as (keyof Totals)[]).map((invariant) => `${INVARIANTS[invariant]} ${totals[invariant]}`).join(', '));
  return { passed: drawn.passed + told.passed, failed: drawn.failed + told.failed };
}

/** The real application, one GRC for all. */
async function electronLayers(layers: readonly Layer[]): Promise<readonly Check[]> {
  const { openWorld } = await import('./electron/world.ts');
  const world = await openWorld();
  const checks: Check[] = [];
  try {
    if (layers.includes('proxy')) {
      const { proxyLayer } = await import('./electron/proxy-layer.ts');
      checks.push(...(await timed('proxy', () => proxyLayer(world))));
    }
    if (layers.includes('kill')) {
      const { killLayer } = await import('./electron/kill-layer.ts');
      checks.push(...(await timed('kill', () => killLayer(world, Number(values.kills)))));
    }
  } finally {
    await world.close();
  }
  return checks;
}

async function timed<T>(layer: Layer, run: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await run();
  console.log(`layer ${layer}: ${Math.round((performance.now() - started) / 1000)} s`);
  return result;
}
