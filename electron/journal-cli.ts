import { homedir } from 'node:os';
import { join } from 'node:path';
import { configureLog } from './diagnostics/log.ts';
import { runJournalTool } from './compose-journal-tool.ts';
import { isInUse } from './journal-tool/find-desk.ts';
import { policyFile, readPolicy } from './settings/policy.ts';

/** `npm run journal`: the recovery tool without the application; it has no keyring. */
configureLog({ folder: undefined, stderr: false });
process.exitCode = await runJournalTool(process.argv.slice(2), {
  say: (line) => process.stdout.write(`${line}\n`),
  keyring: undefined,
  fetch,
  nowMs: Date.now,
  inUse: isInUse,
  dataFolder: dataFolder(),
  policy: readPolicy(policyFile(process.platform, process.env['PROGRAMDATA'])),
  version: 'journal-tool',
});

/** Where the application keeps its data when nothing says otherwise. */
function dataFolder(): string {
  const local = process.env['LOCALAPPDATA'];
  if (process.platform === 'win32' && local !== undefined) return join(local, 'Plainpied');
  return join(process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'plainpied');
}
