/** `npm run bench -- <name>`: speed as a ratio to something measured in the same run; never a part of the tests. */
const BENCHES: Readonly<Record<string, () => Promise<{ run(): Promise<void> }>>> = {
  api: () => import('./api.bench.ts'),
  barcodes: () => import('./barcodes.bench.ts'),
  soak: () => import('./soak.bench.ts'),
  start: () => import('./start.bench.ts'),
  pages: () => import('./pages.bench.ts'),
  sync: () => import('./sync.bench.ts'),
};

const [which = ''] = process.argv.slice(2);
const load = BENCHES[which];
if (load === undefined) {
  console.error(`Which bench? One of: ${Object.keys(BENCHES).join(', ')}`);
  process.exit(2);
}
const bench = await load();
await bench.run();

export {};
