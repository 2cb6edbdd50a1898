import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { APP_FOLDER } from '#build/electron-launch.ts';
import { startContractProxy, type ContractProxy } from '#tests/harness/contract/contract-proxy.ts';
import { contractTally } from '#tests/harness/contract/contract-tally.ts';
import { startGrc, type RunningGrc } from '#tests/harness/grc.ts';
import { startPostgres } from '#tests/harness/postgres.ts';

/**
 * The API suite against `npm run grc`, once on PGlite and once on a real PostgreSQL, there with two server processes, every
 * answer held against the contract; ends with `N passed, N failed`. Arguments go to Vitest.
 */
const folder = mkdtempSync(path.join(tmpdir(), 'plainpied-api-'));
let passed = 0;
let failed = 0;
try {
  await suite('PGlite', {}, 1);
  const postgres = await startPostgres();
  try {
    await suite('PostgreSQL', { DATABASE_URL: postgres.url }, 2);
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

async function suite(name: string, env: NodeJS.ProcessEnv, processes: number): Promise<void> {
  console.log(`GRC API on ${name}`);
  const dataDir = path.join(folder, name);
  const report = `${dataDir}.json`;
  const contract = `${dataDir}-contract`;
  mkdirSync(contract);
  process.env['GRC_CONTRACT'] = contract;
  const servers: RunningGrc[] = [];
  const proxies: ContractProxy[] = [];
  try {
    for (let started = 0; started < processes; started += 1) servers.push(await startGrc({ dataDir, env }));
    for (const { url } of servers) proxies.push(await startContractProxy(url));
    const tested = { GRC_URLS: proxies.map(({ url }) => url).join(), GRC_CODE: servers[0]?.enrolmentCode, GRC_DATABASE_URL: env['DATABASE_URL'] };
    await new Promise<void>((resolve) => {
      const child = spawn(
        process.execPath,
        [path.join(APP_FOLDER, 'node_modules/vitest/vitest.mjs'), 'run', '--config', path.join(APP_FOLDER, 'tests/api/vitest.config.ts'), '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)],
        { cwd: APP_FOLDER, stdio: 'inherit', env: { ...process.env, ...tested } },
      );
      child.once('close', () => resolve());
    });
    const { numPassedTests, numFailedTests, success } = JSON.parse(readFileSync(report, 'utf8')) as { numPassedTests: number; numFailedTests: number; success: boolean };
    passed += numPassedTests;
    // A file that cannot even begin fails without a failed test.
    failed += success ? 0 : Math.max(1, numFailedTests);
  } finally {
    for (const proxy of proxies) await proxy.close();
    for (const server of servers) await server.stop();
    // A bug of the server shows in a test as a mere 500.
    for (const line of servers.flatMap((server) => server.said().split('\n')).filter((said) => said.includes('"event":"bug"'))) console.error(line);
  }
  const { undeclared, lines } = contractTally(contract);
  for (const line of lines) console.log(line);
  if (undeclared === 0) passed += 1;
  else failed += 1;
}
