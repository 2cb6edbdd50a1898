import { spawn } from 'node:child_process';
import path from 'node:path';
import { bundleApp } from './bundle/bundle-app.ts';
import { APP_FOLDER, prepareElectron } from './electron-launch.ts';
import { hasDisplay } from './runtime/virtual-screen.ts';

/** `npm start` in a checkout: the app on the demo GRC; without a screen, the demonstration that needs none. */
async function start(switches: readonly string[]): Promise<number> {
  if (!hasDisplay()) {
    console.log('No display here (DISPLAY and WAYLAND_DISPLAY are empty): running `npm run demo` instead of opening a window.');
    return run(process.execPath, [path.join(APP_FOLDER, 'tests', 'demo', 'run.ts')], process.env);
  }
  const launch = await prepareElectron('app');
  await bundleApp();
  return run(launch.executable, launch.args(['--plainpied-grc=demo', ...switches]), launch.env);
}

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

process.exitCode = await start(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
