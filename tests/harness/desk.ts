import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import type { ElectronLaunch } from '#build/electron-launch.ts';
import type { Settings } from '#shared/contracts/ipc/settings.ts';

/** A running Plainpied with its window, driven as a person would. */
export type RunningDesk = {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Content Security Policy violations and page errors seen so far; a healthy run has none. */
  readonly complaints: readonly string[];
  /** Milliseconds from the launch to the window's first screen that can be used. */
  readonly startedAt: number;
  close(): Promise<void>;
  /** SIGKILL of the whole process tree: no goodbye. */
  kill(): void;
};

export async function launchDesk(launch: ElectronLaunch, options: {
  readonly userData: string;
  readonly settings?: Partial<Settings>;
  readonly env?: Record<string, string>;
  readonly switches?: readonly string[];
}): Promise<RunningDesk> {
  mkdirSync(options.userData, { recursive: true });
  if (options.settings) writeFileSync(path.join(options.userData, 'settings.json'), JSON.stringify(options.settings));
  const startedAt = Date.now();
  const start = (): Promise<ElectronApplication> =>
    _electron.launch({
      executablePath: launch.executable,
      args: launch.args([`--user-data-dir=${options.userData}`, ...(options.switches ?? [])]),
      env: { ...launch.env, ...options.env },
      timeout: 60_000,
    });
  const app = await start().catch((cause: unknown) => {
    // The driver misses its greeting now and then on a busy machine, while the window is there; a second miss is told.
    console.log(`launched again: ${String(cause).split('\n')[0] ?? ''}`);
    return start();
  });
  const complaints: string[] = [];
  const page = await app.firstWindow();
  page.on('console', (message) => {
    const text = message.text();
    if (/Content Security Policy|Trusted ?Types|TrustedHTML|TrustedScript/i.test(text)) complaints.push(text);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return {
    app,
    page,
    complaints,
    startedAt,
    close: async () => {
      const closed = app.close();
      // Asked only where something is unsent.
      void page.getByRole('button', { name: 'Fermer quand même' }).click({ timeout: 60_000 }).catch(() => undefined);
      await closed;
    },
    kill: () => {
      const { pid } = app.process();
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
    },
  };
}
