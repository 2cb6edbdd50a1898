import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startUntil, stopTree } from './processes.ts';

/** A user's session with a keyring that is open, as after a log-in: what it takes to start Plainpied in it. */
export type Keyring = {
  readonly env: Readonly<Record<string, string>>;
  readonly switches: readonly string[];
  stop(): Promise<void>;
};

export async function startKeyring(): Promise<Keyring> {
  const { child: bus, match } = await startUntil('dbus-daemon', ['--session', '--nofork', '--print-address=1'], /(unix:\S+)/, { timeoutMs: 10_000 });
  const home = mkdtempSync(path.join(tmpdir(), 'plainpied-home-'));
  const env = { DBUS_SESSION_BUS_ADDRESS: match[1] ?? '', HOME: home, XDG_DATA_HOME: path.join(home, 'data'), XDG_RUNTIME_DIR: home };
  const daemon = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  daemon.stdin.end('essai');
  // It says nothing when it is ready.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  return {
    env,
    switches: ['--password-store=gnome-libsecret'],
    async stop() {
      await stopTree(daemon);
      await stopTree(bus);
      rmSync(home, { recursive: true, force: true });
    },
  };
}
