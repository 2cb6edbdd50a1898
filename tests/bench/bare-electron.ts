import { spawn, type ChildProcess } from 'node:child_process';
import type { ElectronLaunch } from '#build/electron-launch.ts';
import { stopTree } from '#tests/harness/processes.ts';
import { openDebuggedPage, type DebuggedPage } from './debugged-page.ts';

/** An Electron started as a user would, nothing held back for a tool: its window is only watched through its debugging port. */
export type BareElectron = {
  readonly page: DebuggedPage;
  readonly pid: number;
  /** Wall-clock milliseconds at which the process was asked for. */
  readonly spawnedAt: number;
  close(): Promise<void>;
};

export async function startBareElectron(launch: ElectronLaunch, options: {
  readonly userData: string;
  readonly appFolder?: string;
  readonly switches?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}): Promise<BareElectron> {
  const switches = [`--user-data-dir=${options.userData}`, '--remote-debugging-port=0', ...(options.switches ?? [])];
  const spawnedAt = Date.now();
  const child = spawn(launch.executable, launch.args(switches, options.appFolder), {
    env: { ...launch.env, ...options.env },
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const page = await openDebuggedPage(await debuggingPort(child));
  return {
    page,
    pid: child.pid ?? 0,
    spawnedAt,
    async close() {
      page.close();
      await stopTree(child);
    },
  };
}

function debuggingPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-20_000);
      const port = /DevTools listening on ws:\/\/[^:]+:(\d+)/.exec(said)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Electron ended with ${code}\n${said.slice(-2000)}`)));
  });
}
