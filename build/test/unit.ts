import { startVitest } from 'vitest/node';
import { APP_FOLDER } from '../electron-launch.ts';

/** Vitest once, with its own report, then the count that `npm test` adds up. */
const vitest = await startVitest(process.argv.slice(2), { root: APP_FOLDER, run: true, watch: false, reporters: ['default'], silent: 'passed-only' });
const modules = vitest.state.getTestModules();
const tests = modules.flatMap((module) => [...module.children.allTests()]);
const passed = tests.filter((test) => test.result().state === 'passed').length;
const failed = tests.filter((test) => test.result().state === 'failed').length
  + modules.filter((module) => module.state() === 'failed' && ![...module.children.allTests('failed')].length).length
  + vitest.state.getUnhandledErrors().length;
await vitest.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
