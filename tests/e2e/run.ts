import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { bundleApp } from '#build/bundle/bundle-app.ts';
import { prepareElectron } from '#build/electron-launch.ts';
import { copyApp } from '#tests/harness/app-copy.ts';

/** Drives the real Electron through the end-to-end tests; ends with `N passed, N failed`. */
const root = path.resolve(import.meta.dirname, '../..');
const results = path.join(root, 'test-results/e2e.json');

await bundleApp();
const app = copyApp();
const { env, close } = await prepareElectron('tests');
rmSync(results, { force: true });
const run = spawnSync(
  process.execPath,
  [path.join(root, 'node_modules/@playwright/test/cli.js'), 'test', '-c', path.join(root, 'tests/e2e/playwright.config.ts'), ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit', env: { ...env, PLAINPIED_APP_FOLDER: app.folder } },
);
close();
app.remove();

const { stats } = JSON.parse(readFileSync(results, 'utf8')) as { stats: { expected: number; unexpected: number; flaky: number } };
console.log(`${stats.expected + stats.flaky} passed, ${stats.unexpected} failed`);
process.exit(run.status === 0 && stats.unexpected === 0 ? 0 : 1);
