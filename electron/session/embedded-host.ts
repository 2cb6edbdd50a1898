import { randomBytes } from 'node:crypto';
import { utilityProcess, type UtilityProcess } from 'electron';
import { z } from 'zod';
import type { GrcTrouble } from '#shared/contracts/ipc/session.ts';
import { createLogger } from '#electron/diagnostics/log.ts';
import type { GrcHost } from './ports.ts';
import { restartDelay } from './restart-delay.ts';

const log = createLogger('embedded-host');

/**
 * What the child says of itself; anything else it posts is ignored. It is told by PLAINPIED_GRC_DATA (folder), _DEMO (`1`
 * or empty), _TOWN (the town file, which may not exist), _SECRET (expected in `x-plainpied-launch`) and _CODE (the enrolment
 * code of its one desk), and leaves when `{ stop: true }` is posted to it.
 */
const readySchema = z.object({ ready: z.literal(true), port: z.int().min(1).max(65535), enrolmentCode: z.string().optional() });

/** The child's exit codes when it has no town to serve. */
const TROUBLES: Readonly<Partial<Record<number, GrcTrouble>>> = { 3: 'town-missing', 4: 'town-refused' };

export type EmbeddedHostOptions = {
  /** The child's bundle; the only thing main knows of it (decisions.md 24). */
  readonly entry: string;
  readonly dataFolder: string;
  readonly demo: boolean;
  /** Where the IT department puts what the town publishes; undefined in the demo. */
  readonly townFile: string | undefined;
  /** Resolves when the machine has time for it: the window comes first. */
  readonly whenIdle: Promise<void>;
};

export type EmbeddedHost = GrcHost & {
  readonly target: () => { readonly baseUrl: string; readonly launchSecret: string } | undefined;
  /** Gives the child the key of its files, now and at every restart. */
  readonly unlockUploads: (key: Uint8Array) => void;
  /** Resolves once the child is gone. */
  readonly stop: () => Promise<void>;
};

type Running = { readonly port: number; readonly secret: string };
const STOP_MS = 5_000;
/** The target PCs have 4 GB. Electron 25 takes the switch without effect (tried: the limit stays at 4 GB); later ones obey it. */
const HEAP_MIB = 192;

/** Runs the GRC in a process of its own, on loopback, and starts it again when it dies. */
export function createEmbeddedHost({ entry, dataFolder, demo, townFile, whenIdle }: EmbeddedHostOptions): EmbeddedHost {
  let child: UtilityProcess | undefined;
  let running: Running | undefined;
  let started = false;
  let stopping = false;
  let deaths = 0;
  let timer: NodeJS.Timeout | undefined;
  let uploadsKey: string | undefined;
  let tellTrouble: (trouble: GrcTrouble) => void = () => undefined;
  let tellCode: (code: string | undefined) => void = () => undefined;
  const code = new Promise<string | undefined>((resolve) => (tellCode = resolve));

  function launch(): void {
    if (stopping) return;
    const secret = randomBytes(32).toString('base64url');
    const enrolmentCode = randomBytes(16).toString('base64url');
    const startedAt = Date.now();
    const process_ = utilityProcess.fork(entry, [], {
      serviceName: 'Plainpied GRC',
      stdio: ['ignore', 'inherit', 'inherit'],
      execArgv: [`--max-old-space-size=${HEAP_MIB}`],
      // By environment, since arguments can be read by every user of the machine.
      env: {
        ...process.env,
        PLAINPIED_GRC_DATA: dataFolder,
        PLAINPIED_GRC_DEMO: demo ? '1' : '',
        PLAINPIED_GRC_TOWN: townFile ?? '',
        PLAINPIED_GRC_SECRET: secret,
        PLAINPIED_GRC_CODE: enrolmentCode,
      },
    });
    child = process_;
    process_.on('message', (message: unknown) => {
      const ready = readySchema.safeParse(message);
      if (!ready.success) return;
      running = { port: ready.data.port, secret };
      if (uploadsKey !== undefined) process_.postMessage({ uploadsKey });
      log.info('ready', { port: ready.data.port, afterMs: Date.now() - startedAt });
      tellCode(ready.data.enrolmentCode ?? enrolmentCode);
    });
    process_.on('exit', (exitCode: number) => {
      child = undefined;
      running = undefined;
      if (stopping) return;
      const trouble = TROUBLES[exitCode];
      if (trouble !== undefined) tellTrouble(trouble);
      // A child that lived for a while starts its count again.
      deaths = Date.now() - startedAt > 60_000 ? 1 : deaths + 1;
      const delay = restartDelay(deaths);
      log.error('ended by itself', { exitCode, deaths, restartInMs: delay });
      timer = setTimeout(launch, delay);
    });
  }

  return {
    unlockUploads: (key) => {
      uploadsKey = Buffer.from(key).toString('base64');
      if (running !== undefined) child?.postMessage({ uploadsKey });
    },
    start: () => {
      if (started) return;
      started = true;
      void whenIdle.then(launch);
    },
    enrolmentCode: () => code,
    onTrouble: (listener) => {
      tellTrouble = listener;
    },
    target: () => (running === undefined ? undefined : { baseUrl: `http://127.0.0.1:${running.port}`, launchSecret: running.secret }),
    stop: async () => {
      stopping = true;
      clearTimeout(timer);
      tellCode(undefined);
      const leaving = child;
      if (leaving === undefined) return;
      await new Promise<void>((resolve) => {
        const forced = setTimeout(() => {
          leaving.kill();
          resolve();
        }, STOP_MS);
        leaving.once('exit', () => {
          clearTimeout(forced);
          resolve();
        });
        leaving.postMessage({ stop: true });
      });
    },
  };
}
