import path from 'node:path';
import { bundleApp } from '#build/bundle/bundle-app.ts';
import { prepareElectron, type ElectronLaunch } from '#build/electron-launch.ts';
import { journalPageSchema } from '#shared/contracts/desk-api/desk-api.ts';
import type { SealedIntent } from '#shared/sync/intent.ts';
import { copyApp } from '#tests/harness/app-copy.ts';
import { launchDesk, type RunningDesk } from '#tests/harness/desk.ts';
import { startGrc, type RunningGrc } from '#tests/harness/grc.ts';
import { makeFolder } from '#tests/harness/temp-folder.ts';

export const LIMIT_MS = 120_000;

/** The application as built now, a GRC with its demo town, and a folder for the desks of this run. */
export type World = { readonly launch: ElectronLaunch; readonly grc: RunningGrc; readonly folder: string; readonly close: () => Promise<void> };

export async function openWorld(): Promise<World> {
  await bundleApp();
  const app = copyApp();
  process.env['PLAINPIED_APP_FOLDER'] = app.folder;
  const launch = await prepareElectron('tests');
  const folder = makeFolder();
  const grc = await startGrc({ dataDir: path.join(folder.path, 'grc') });
  return {
    launch,
    grc,
    folder: folder.path,
    close: async () => {
      await grc.stop();
      launch.close();
      app.remove();
      folder.remove();
    },
  };
}

export function start({ launch }: World, userData: string, grcUrl: string, failpoint = ''): Promise<RunningDesk> {
  return launchDesk(launch, {
    userData,
    settings: { grc: { kind: 'remote', url: grcUrl } },
    env: { PLAINPIED_TRIAL_REMOTE: '1', PLAINPIED_FAILPOINT: failpoint },
  });
}

/** Resolves when the application is gone, however it went. */
export function gone(desk: RunningDesk): Promise<void> {
  const child = desk.app.process();
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

export async function kill(desk: RunningDesk): Promise<void> {
  const ended = gone(desk);
  desk.kill();
  await ended;
}

/** Asked until it holds; false when it never does. */
export async function holdsSoon(holds: () => boolean | Promise<boolean>, limitMs = LIMIT_MS): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  while (!(await holds())) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return true;
}

/** What the desk itself holds to be recorded. */
export async function journalOf({ page }: RunningDesk): Promise<readonly SealedIntent[]> {
  const answer: unknown = await page.evaluate(async () => (await fetch('/desk/journal?after=0')).json() as Promise<unknown>);
  return journalPageSchema.parse(answer).entries;
}

/** Holds what the clerk was told and what the journal says against the GRC: nothing lost, doubled, or said to be complete too early. */
export async function compare(world: World, told: readonly string[], sealed: readonly SealedIntent[]): Promise<readonly string[]> {
  const { requests } = await world.grc.holdings();
  const visits = sealed.flatMap(({ intent, deskNumber }) => (intent.kind === 'visit' ? [{ intent, deskNumber: deskNumber ?? '' }] : []));
  const numbers = visits.map(({ deskNumber }) => deskNumber);
  const times = (number: string): number => requests.filter(({ deskNumber }) => deskNumber === number).length;
  return [
    ...told.filter((number) => !numbers.includes(number)).map((number) => `I1 ${number} was shown to a clerk and is not in the journal`),
    ...numbers.filter((number) => times(number) === 0).map((number) => `I1 ${number} never arrived`),
    ...numbers.filter((number) => times(number) > 1).map((number) => `I2 ${number} arrived ${times(number)} times`),
    ...(new Set(numbers).size < numbers.length ? ['I2 a number was given twice'] : []),
    ...visits.flatMap(({ intent, deskNumber }) => {
      const states = requests.find((request) => request.id === intent.request.id)?.attachmentStates.filter(({ verified }) => verified) ?? [];
      return states.length === intent.request.attachments.length ? [] : [`I6 ${deskNumber} has ${states.length} of ${intent.request.attachments.length} files`];
    }),
  ];
}

/** Whether the GRC holds, with its files, everything that the desk recorded. */
export async function allArrived(world: World, desk: RunningDesk): Promise<boolean> {
  return holdsSoon(async () => (await compare(world, [], await journalOf(desk))).length === 0);
}
