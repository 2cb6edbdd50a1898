import { spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { APP_FOLDER } from '#build/electron-launch.ts';
import { startGrc } from '#tests/harness/grc.ts';
import { startUntil, stopTree } from '#tests/harness/processes.ts';

/** The API suite against `npm run grc`, once on PGlite and once on a real PostgreSQL; ends with `N passed, N failed`. */
const folder = mkdtempSync(path.join(tmpdir(), 'plainpied-api-'));
let passed = 0;
let failed = 0;
try {
  await suite('PGlite', {});
  const postgres = await startPostgres(path.join(folder, 'postgres'));
  try {
    await suite('PostgreSQL', { DATABASE_URL: postgres.url });
  } finally {
    await postgres.stop();
  }
} catch (error) {
  console.error(error);
  failed += 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

async function suite(name: string, env: NodeJS.ProcessEnv): Promise<void> {
  console.log(`GRC API on ${name}`);
  const grc = await startGrc({ dataDir: path.join(folder, name), env });
  const report = path.join(folder, `${name}.json`);
  try {
    await new Promise<void>((resolve) => {
      const child = spawn(
        process.execPath,
        [path.join(APP_FOLDER, 'node_modules/vitest/vitest.mjs'), 'run', '--config', path.join(APP_FOLDER, 'tests/api/vitest.config.ts'), '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)],
        { cwd: APP_FOLDER, stdio: 'inherit', env: { ...process.env, GRC_URL: grc.url, GRC_CODE: grc.enrolmentCode } },
      );
      child.once('close', () => resolve());
    });
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8')) as { numPassedTests: number; numFailedTests: number };
    passed += numPassedTests;
    failed += numFailedTests;
  } finally {
    await grc.stop();
  }
}

/** Debian's server on a free port, its files in a folder of its own; root may not run it, so `postgres` does. */
async function startPostgres(data: string): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const versions = readdirSync('/usr/lib/postgresql').sort((a, b) => Number(b) - Number(a));
  const bin = `/usr/lib/postgresql/${versions[0]}/bin`;
  const root = process.getuid?.() === 0;
  const as = (command: readonly string[]): readonly string[] => (root ? ['runuser', '-u', 'postgres', '--', ...command] : command);
  if (root) {
    const { stdout } = spawnSync('id', ['-u', 'postgres'], { encoding: 'utf8' });
    chownSync(folder, Number(stdout), -1);
  }
  const run = (command: readonly string[]): void => {
    const [program = '', ...args] = as(command);
    const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${command.join(' ')}: ${stderr}`);
  };
  run([`${bin}/initdb`, '-D', data, '-A', 'trust', '-U', 'grc', '-E', 'UTF8', '--no-sync']);
  const port = await freePort();
  const [program = '', ...args] = as([`${bin}/postgres`, '-D', data, '-p', String(port), '-k', data, '-c', 'listen_addresses=127.0.0.1']);
  const { child } = await startUntil(program, args, /ready to accept connections/, { timeoutMs: 30_000 });
  return { url: `postgres://grc@127.0.0.1:${port}/postgres`, stop: () => stopTree(child, 'SIGINT') };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address !== 'string' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}
