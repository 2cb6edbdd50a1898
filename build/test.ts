import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { bundleApp } from './bundle/bundle-app.ts';
import { APP_FOLDER, prepareElectron } from './electron-launch.ts';
import { addTallies, tallyOf } from './test/tally.ts';
import type { Tally } from './test/tally.ts';

/** One part of `npm test`; it answers with what it counted. */
type Stage = { readonly name: string; run(): Promise<Tally> };

const STAGES: readonly Stage[] = [
  { name: 'lint', run: () => script('build/lint.ts') },
  { name: 'typecheck', run: () => check(['node_modules/typescript/bin/tsc', '--build']) },
  { name: 'unit tests', run: () => script('build/test/unit.ts') },
  { name: 'GRC API, on PGlite and on PostgreSQL', run: () => script('tests/api/run.ts') },
  { name: 'faults: histories of three desks, and the journal’s disk', run: () => script('tests/faults/run.ts', '--layers', 'model,disk') },
  { name: 'faults: seeded bugs are caught', run: () => script('tests/faults/run.ts', '--mutations') },
  { name: 'bundle', run: bundle },
  { name: 'faults: on the real Electron', run: () => script('tests/faults/run.ts', '--layers', 'proxy,kill,storage') },
  { name: 'end to end, on the real Electron', run: () => script('tests/e2e/run.ts') },
];

async function bundle(): Promise<Tally> {
  await bundleApp();
  return { passed: 1, failed: 0 };
}

/** A runner of ours counts by itself: its last line is `N passed, N failed`. */
async function script(file: string, ...options: readonly string[]): Promise<Tally> {
  const { code, output } = await run([file, ...options]);
  return tallyOf(output, code);
}

/** A tool that only says yes or no counts as one test. */
async function check(command: readonly string[]): Promise<Tally> {
  const { code } = await run(command);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function run(args: readonly string[]): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: APP_FOLDER, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      process.stdout.write(chunk);
      output = `${output}${chunk.toString('utf8')}`.slice(-4000);
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

async function runStage(stage: Stage): Promise<Tally> {
  const started = performance.now();
  console.log(`\n── ${stage.name}`);
  const tally = await stage.run().catch((error: unknown): Tally => {
    console.error(error);
    return { passed: 0, failed: 1 };
  });
  console.log(`── ${stage.name}: ${tally.passed} passed, ${tally.failed} failed (${Math.round((performance.now() - started) / 1000)} s)`);
  return tally;
}

let total: Tally = { passed: 0, failed: 0 };
try {
  // First, since it may install system packages; the stages that need a window ask again and find all there.
  (await prepareElectron('tests')).close();
  for (const stage of STAGES) total = addTallies(total, await runStage(stage));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  total = addTallies(total, { passed: 0, failed: 1 });
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
