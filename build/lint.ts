import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { APP_FOLDER } from './electron-launch.ts';
import { glossaryViolations } from './lint/glossary.ts';
import { houseViolations } from './lint/house.ts';
import { licenceViolations } from './lint/licences.ts';
import { openApiViolations } from './lint/openapi.ts';
import { zoneViolations } from './lint/zones.ts';

const CHECKS: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  'eslint': async () => runEslint(),
  'import zones': async () => (await zoneViolations(APP_FOLDER)).map(({ rule, from, to }) => `${from} imports ${to}: ${rule}`),
  'glossary': () => glossaryViolations(APP_FOLDER),
  'house rules': () => houseViolations(APP_FOLDER),
  'OpenAPI': openApiViolations,
  'licences': () => licenceViolations(APP_FOLDER),
};

function runEslint(): readonly string[] {
  const cli = path.join(APP_FOLDER, 'node_modules', 'eslint', 'bin', 'eslint.js');
  const cache = path.join(APP_FOLDER, 'node_modules', '.cache', 'eslint');
  const args = [cli, '.', '--max-warnings', '0', '--cache', '--cache-location', cache, '--cache-strategy', 'content'];
  const result = spawnSync(process.execPath, args, { cwd: APP_FOLDER, encoding: 'utf8' });
  return result.status === 0 ? [] : [`${result.stdout}${result.stderr}`.trim()];
}

let passed = 0;
let failed = 0;
for (const [name, check] of Object.entries(CHECKS)) {
  const violations = await check();
  if (violations.length === 0) passed += 1;
  else failed += 1;
  console.log(violations.length === 0 ? `ok    ${name}` : `FAIL  ${name}\n${violations.map((line) => `      ${line}`).join('\n')}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
