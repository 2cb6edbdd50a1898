import { cpus, loadavg } from 'node:os';
import { installPeers } from './sync/install-peers.ts';
import { readOptions, type Part } from './sync/options.ts';
import { openPlace, type Place } from './sync/place.ts';
import type { BenchOptions } from './sync/options.ts';
import { measureDrain } from './sync/drain.ts';
import { measureFrames } from './sync/intake-frames.ts';
import { measureLarge } from './sync/large.ts';
import { measureScans } from './sync/scans.ts';
import { measureRows } from './sync/rows.ts';

type Measure = (place: Place, options: BenchOptions) => Promise<object>;
const MEASURES: Readonly<Partial<Record<Part, Measure>>> = {
  rows: measureRows,
  large: measureLarge,
  drain: measureDrain,
  scans: measureScans,
  frames: measureFrames,
};

/** `npm run bench -- sync`: the app's own main process, journal, worker and engine beside peers from npm, in one window of one Electron. */
export async function run(): Promise<void> {
  const options = readOptions(process.argv.slice(3));
  const versions = installPeers();
  const place = await openPlace();
  const started = Date.now();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void place.close().finally(() => process.exit(1)));
  try {
    console.log(`Peers: ${Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(', ')}`);
    console.log(`Electron ${place.launch.electron.version}, ${cpus().length} processors, load ${loadavg().map((load) => load.toFixed(1)).join(' ')}`);
    const figures: Record<string, object> = {};
    for (const part of options.parts) {
      const measure = MEASURES[part];
      if (measure !== undefined) figures[part] = await measure(place, options);
    }
    console.log(`\n${Math.round((Date.now() - started) / 1000)} s, load at the end ${loadavg().map((load) => load.toFixed(1)).join(' ')}`);
    console.log(JSON.stringify(figures));
  } finally {
    await place.close();
  }
}
