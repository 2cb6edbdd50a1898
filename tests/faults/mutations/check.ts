import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { APP_FOLDER } from '#build/electron-launch.ts';
import { MUTATIONS, type Mutation } from './mutations.ts';

/** Enough for the rarest of them; a history that breaks a promise ends its run. */
const RUNS = 1500;

/** Puts each bug in a copy of the code, and runs the histories on it: passed is caught, failed is unnoticed. */
export async function checkMutations(): Promise<{ readonly passed: number; readonly failed: number }> {
  let missed = 0;
  const copy = copyOfTheCode();
  try {
    for (const mutation of MUTATIONS) {
      const caught = await isCaught(copy, mutation);
      console.log(`${caught === undefined ? 'MISSED' : 'caught'}  ${mutation.name}${caught === undefined ? '' : ` (${caught})`}`);
      if (caught === undefined) missed += 1;
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
  return { passed: MUTATIONS.length - missed, failed: missed };
}

function copyOfTheCode(): string {
  const copy = mkdtempSync(path.join(tmpdir(), 'plainpied-mutations-'));
  for (const folder of ['shared', 'tests/faults']) cpSync(path.join(APP_FOLDER, folder), path.join(copy, folder), { recursive: true });
  cpSync(path.join(APP_FOLDER, 'package.json'), path.join(copy, 'package.json'));
  symlinkSync(path.join(APP_FOLDER, 'node_modules'), path.join(copy, 'node_modules'));
  return copy;
}

/** What broke first, in words; undefined when nothing did. */
async function isCaught(copy: string, { name, file, find, put }: Mutation): Promise<string | undefined> {
  const place = path.join(copy, file);
  const code = readFileSync(place, 'utf8');
  if (code.split(find).length !== 2) throw new Error(`${name}: its line is not once in ${file}`);
  writeFileSync(place, code.replace(find, () => put));
  try {
    const { exitCode, output } = await run(copy);
    if (exitCode === 0) return undefined;
    const [, violation] = /^seed \d+: (.*)$/m.exec(output) ?? [];
    if (violation === undefined) throw new Error(`${name}: the run itself failed\n${output}`);
    return violation.split(';')[0] ?? violation;
  } finally {
    writeFileSync(place, code);
  }
}

function run(copy: string): Promise<{ readonly exitCode: number | null; readonly output: string }> {
  const child = spawn(process.execPath, ['tests/faults/run.ts', '--runs', String(RUNS), '--from', '1', '--until-broken'], { cwd: copy, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const read = (chunk: Buffer): void => void (output += chunk.toString('utf8'));
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  return new Promise((resolve) => child.on('close', (exitCode) => resolve({ exitCode, output })));
}
