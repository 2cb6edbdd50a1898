import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const SMOKE_LIMIT_MS = 90_000;

/** Starts a packaged application with --smoke, on a profile of its own; answers with the one JSON line it prints. */
export async function smokeRun(executable: string, env: Record<string, string>): Promise<string> {
  const profile = await mkdtemp(path.join(os.tmpdir(), 'plainpied-smoke-'));
  try {
    const { code, output } = await runOnce(executable, ['--smoke', `--user-data-dir=${profile}`, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])], env);
    const line = output.split('\n').filter(isJsonObject).at(-1);
    if (code !== 0 || line === undefined) throw new Error(`The packaged application failed its smoke run (exit ${code}):\n${output}`);
    return line;
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}

function isJsonObject(line: string): boolean {
  if (!line.startsWith('{')) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

function runOnce(executable: string, args: readonly string[], env: Record<string, string>): Promise<{ readonly code: number | null; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(executable, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const limit = setTimeout(() => child.kill('SIGKILL'), SMOKE_LIMIT_MS);
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => { output += chunk.toString('utf8'); });
    child.stderr.on('data', (chunk: Buffer) => { errors += chunk.toString('utf8'); });
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(limit);
      resolve({ code, output: code === 0 ? output : `${output}${errors}` });
    });
  });
}
