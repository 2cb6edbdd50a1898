import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DEMO_CLERKS } from '#electron/embedded-grc/seed/demo-town.ts';
import { launchDesk, type RunningDesk } from '#tests/harness/desk.ts';
import type { BenchPage } from './page/bench-page.ts';
import type { Place, Town } from './place.ts';

const LIMIT_MS = 300_000;
type Name = keyof BenchPage;

/** A desk of the real app whose window shows the bench's page. */
export type BenchDesk = {
  readonly desk: RunningDesk;
  readonly userData: string;
  /** Has the page do something; both sides in JSON. */
  ask<N extends Name>(name: N, ...args: Parameters<BenchPage[N]>): Promise<Awaited<ReturnType<BenchPage[N]>>>;
  /** Loads the page anew: nothing of what ran in it stays. */
  reload(): Promise<void>;
  close(): Promise<void>;
};

export async function openBenchDesk(place: Place, town: Town, name: string): Promise<BenchDesk> {
  const userData = path.join(place.folder, 'desks', name);
  mkdirSync(userData, { recursive: true });
  const desk = await launchDesk({ ...place.launch, args: (switches = []) => place.launch.args(switches, place.benchApp) }, {
    userData,
    settings: { grc: { kind: 'remote', url: town.line.url } },
    env: { ...place.keyring.env, PLAINPIED_TRIAL_REMOTE: '1' },
    switches: place.keyring.switches,
  });
  const { page } = desk;
  const ask: BenchDesk['ask'] = async (what, ...args) => {
    await page.waitForFunction(() => 'bench' in window);
    const answer = page.evaluate(
      ([asked, given]) => (window as unknown as { bench: Record<string, (...all: readonly unknown[]) => unknown> }).bench[asked]?.(...given),
      [what, args] as const,
    );
    return (await within(what, answer)) as never;
  };
  const [clerk] = DEMO_CLERKS;
  const seat = (): Promise<void> => ask('openSession', { code: town.grc.enrolmentCode, clerk: clerk?.id ?? '', pin: clerk?.pin ?? '' });
  await seat();
  return {
    desk,
    userData,
    ask,
    reload: async () => {
      await page.reload();
      await seat();
    },
    close: () => desk.close(),
  };
}

/** A measure that never ends is told, and ends the bench. */
async function within<T>(what: string, asked: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: no answer within ${LIMIT_MS / 1000} s`)), LIMIT_MS);
  });
  return Promise.race([asked, limit]).finally(() => clearTimeout(timer));
}
