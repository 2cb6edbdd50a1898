import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { app, session as sessions } from 'electron';
import { createLogger } from './diagnostics/log.ts';
import { createDeskRouter } from './ipc/desk-route.ts';
import { embeddedGrcAnswers, filesAreInspected, journalHolds, pagesAreRead, paperIsMade } from './smoke-checks.ts';
import type { Startup } from './start-context.ts';
import { serveAppScheme } from './window/app-scheme.ts';
import { denyPermissions } from './window/guards.ts';
import { openMainWindow } from './window/main-window.ts';

const log = createLogger('smoke');
const LIMIT_MS = 60_000;

type Check = { readonly name: string; readonly run: (folder: string) => Promise<void> };

/** `--smoke`: does the installed app work on this machine? Touches no data of the desk, prints one JSON line, exits 0 or 1. */
export async function runSmoke(startup: Startup): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'plainpied-smoke-'));
  const checks: readonly Check[] = [
    { name: 'window', run: (scratch) => windowLoads(startup, scratch) },
    { name: 'journal', run: (scratch) => journalHolds(startup, scratch) },
    { name: 'paper', run: () => paperIsMade(startup) },
    { name: 'files', run: () => filesAreInspected(startup) },
    { name: 'pages', run: () => pagesAreRead(startup) },
    { name: 'embeddedGrc', run: (scratch) => embeddedGrcAnswers(startup, scratch) },
  ];
  const results: Record<string, number | string> = {};
  let ok = true;
  // The first check closes the only window; Electron would quit by itself.
  app.on('window-all-closed', () => undefined);
  await app.whenReady();
  for (const { name, run } of checks) {
    const startedAt = performance.now();
    try {
      await within(LIMIT_MS, run(folder));
      results[name] = Math.round(performance.now() - startedAt);
    } catch (cause) {
      log.error('check failed', { name, cause });
      results[name] = 'failed';
      ok = false;
    }
  }
  rmSync(folder, { recursive: true, force: true });
  const { electron, chrome, node } = process.versions as Readonly<Record<string, string>>;
  process.stdout.write(`${JSON.stringify({ ok, version: app.getVersion(), electron, chromium: chrome, node, trial: startup.trial, checks: results })}\n`);
  app.exit(ok ? 0 : 1);
}

/** The page loads from the scheme, under its policy, with the bridge in place. */
async function windowLoads(startup: Startup, folder: string): Promise<void> {
  const nothing = async (): Promise<Response> => new Response(null, { status: 503 });
  denyPermissions(sessions.defaultSession);
  serveAppScheme(sessions.defaultSession, { rendererFolder: startup.paths.renderer, desk: createDeskRouter(() => undefined), grc: nothing });
  const window = openMainWindow({ preload: startup.paths.preload, stateFile: join(folder, 'window.json'), developer: false, show: false });
  await new Promise<void>((resolve, reject) => {
    window.webContents.once('did-finish-load', () => resolve());
    window.webContents.once('did-fail-load', (_, code) => reject(new Error(`load failed with ${code}`)));
  });
  const bridge: unknown = await window.webContents.executeJavaScript('Object.keys(window.desktop).sort().join()');
  if (bridge !== 'journal,printing,scanning,session,settings') throw new Error('the bridge is not complete');
  window.destroy();
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('took too long')), ms);
  });
  await Promise.race([work, limit]).finally(() => clearTimeout(timer));
}
