import { join } from 'node:path';
import { app, net, safeStorage } from 'electron';
import { armFailpoint } from './diagnostics/failpoints.ts';
import { configureLog, createLogger } from './diagnostics/log.ts';
import { mark, readMarks } from './diagnostics/marks.ts';
import { composeDesk } from './compose-desk.ts';
import { runJournalTool } from './compose-journal-tool.ts';
import { isInUse } from './journal-tool/find-desk.ts';
import { runSmoke } from './smoke.ts';
import { policyFile, readPolicy } from './settings/policy.ts';
import { readStartup } from './start-context.ts';
import { registerAppScheme } from './window/app-scheme.ts';
import { guardNavigation } from './window/guards.ts';

const startup = readStartup();
configureLog({ folder: join(startup.userData, 'logs'), stderr: !startup.packaged });
armFailpoint(startup.failpoint);
const log = createLogger('main');
mark('main');

process.on('uncaughtException', (cause) => log.error('uncaught', { cause }));
process.on('unhandledRejection', (cause) => log.error('unhandled rejection', { cause }));
if (startup.bench) Object.assign(globalThis, { plainpiedMarks: readMarks });

registerAppScheme();
guardNavigation(app);

if (startup.smoke) {
  void runSmoke(startup);
} else if (startup.journalWords !== undefined) {
  void recover(startup.journalWords);
} else if (app.requestSingleInstanceLock()) {
  void start();
} else {
  // The desk is already open in another window of this user: that one comes to the front.
  app.quit();
}

async function start(): Promise<void> {
  const desk = composeDesk(startup);
  await app.whenReady();
  mark('ready');
  desk.open();
  app.on('second-instance', desk.show);
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', desk.beforeQuit);
  log.info('started', { version: app.getVersion(), electron: process.versions['electron'] });
}

/** `--journal`: no window, no desk; ends with the tool's exit code. */
async function recover(words: readonly string[]): Promise<void> {
  await app.whenReady();
  const alone = words[0] === 'inspect' || app.requestSingleInstanceLock();
  const code = await runJournalTool(words, {
    say: (line) => process.stdout.write(`${line}\n`),
    keyring: safeStorage,
    fetch: (url, init) => net.fetch(url, init),
    nowMs: Date.now,
    inUse: (folder) => !alone || isInUse(folder),
    dataFolder: startup.userData,
    policy: readPolicy(policyFile(process.platform, process.env['PROGRAMDATA'])),
    version: app.getVersion(),
  }).catch((cause: unknown) => {
    log.error('journal tool failed', { cause });
    return 1;
  });
  app.exit(code);
}
