import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleApp } from '#build/bundle/bundle-app.ts';
import { prepareElectron, type ElectronLaunch } from '#build/electron-launch.ts';
import { openDesk, signIn } from '#tests/harness/clerk.ts';
import { launchDesk } from '#tests/harness/desk.ts';
import { startGrc, type RunningGrc } from '#tests/harness/grc.ts';
import { startKeyring, type Keyring } from '#tests/harness/keyring.ts';
import { startPrinterSimulator, type PrinterSimulator } from '#tests/printer/printer-simulator.ts';
import { openEmptyWindow, writeEmptyApp } from './empty-window.ts';
import { median, percentile, printGoal, printTable, rounded } from './figures.ts';
import { memoryOfTree, type Memory } from './memory.ts';
import { openTimed, type Opening } from './timed-opening.ts';
import { recordTimed, type Recording } from './timed-recordings.ts';

const CITIZENS = 10_000;
const ROUNDS = 10;
const RECORDINGS = 200;
const IDLE_MS = 10_000;
/** The search snapshot is kept soon after the desk is up to date; a start then reads it. */
const SNAPSHOT_KEPT_MS = 5000;

type Place = { readonly launch: ElectronLaunch; readonly folder: string; readonly grc: RunningGrc; readonly printer: PrinterSimulator; readonly keyring: Keyring };

/** The start, the recording and the memory of a desk with 10,000 citizens, beside an empty window of the same Electron. */
export async function run(): Promise<void> {
  await bundleApp();
  const launch = await prepareElectron('tests');
  const folder = mkdtempSync(path.join(tmpdir(), 'plainpied-bench-'));
  const keyring = await startKeyring();
  const grc = await startGrc({ dataDir: path.join(folder, 'grc'), args: ['--citizens', String(CITIZENS)] });
  const printer = await startPrinterSimulator();
  try {
    writeEmptyApp(path.join(folder, 'empty'));
    const place = { launch, folder, grc, printer, keyring };
    const recordings = await recordMany(place);
    const starts = await startInTurns(place);
    const memory = await memoryIdle(place);
    console.log(JSON.stringify({ ...startFigures(starts), ...recordingFigures(recordings), memory }));
  } finally {
    await printer.close();
    await grc.stop();
    await keyring.stop();
    launch.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The switches and environment of every desk here, and of the empty window, so that they are compared alike. */
function alike({ keyring }: Place): { readonly env: Record<string, string>; readonly switches: readonly string[] } {
  return { env: { ...keyring.env, PLAINPIED_TRIAL_REMOTE: '1' }, switches: keyring.switches };
}

/** Enrols the desk that the starts will open, and records on it. */
async function recordMany(place: Place): Promise<readonly Recording[]> {
  const { launch, folder, grc, printer } = place;
  const desk = await launchDesk(launch, {
    userData: path.join(folder, 'desk'),
    settings: { grc: { kind: 'remote', url: grc.url }, printer: { kind: 'tcp', host: '127.0.0.1', port: printer.port, columns: 48 } },
    ...alike(place),
  });
  await openDesk(desk.page, { enrolmentCode: grc.enrolmentCode });
  await desk.page.getByText('À jour').waitFor({ timeout: 120_000 });
  const recordings: Recording[] = [];
  for (let nth = 1; nth <= RECORDINGS; nth += 1) recordings.push(await recordTimed(desk.page, nth));
  await desk.page.getByText('À jour').waitFor({ timeout: 120_000 });
  await desk.page.waitForTimeout(SNAPSHOT_KEPT_MS);
  await desk.close();
  return recordings;
}

type Round = { readonly emptyMs: number; readonly opening: Opening };

/** In turns, so that what the machine does meanwhile weighs on both. The first round warms the disk's cache and is not kept. */
async function startInTurns(place: Place): Promise<readonly Round[]> {
  const { launch, folder } = place;
  const rounds: Round[] = [];
  for (let nth = 0; nth <= ROUNDS; nth += 1) {
    const empty = await openEmptyWindow(launch, { appFolder: path.join(folder, 'empty'), userData: path.join(folder, 'empty-data'), ...alike(place) });
    await empty.electron.close();
    const desk = await openTimed(launch, { userData: path.join(folder, 'desk'), ...alike(place) });
    await desk.electron.close();
    if (nth > 0) rounds.push({ emptyMs: empty.ms, opening: desk.opening });
  }
  return rounds;
}

async function memoryIdle(place: Place): Promise<Readonly<Record<string, Memory>>> {
  const { launch, folder } = place;
  const idle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, IDLE_MS));
  const empty = await openEmptyWindow(launch, { appFolder: path.join(folder, 'empty'), userData: path.join(folder, 'empty-data'), ...alike(place) });
  await idle();
  const emptyWindow = memoryOfTree(empty.electron.pid);
  await empty.electron.close();

  const remote = await openTimed(launch, { userData: path.join(folder, 'desk'), ...alike(place) });
  await idle();
  const desk = memoryOfTree(remote.electron.pid);
  await remote.electron.close();

  // The first start fills the demo town; what is measured is an ordinary day after it.
  const embedded = { userData: path.join(folder, 'embedded'), settings: { grc: { kind: 'demo' } }, ...alike(place) } as const;
  const first = await launchDesk(launch, embedded);
  await first.page.getByText('Qui est au guichet').waitFor({ timeout: 120_000 });
  await signIn(first.page);
  await first.page.getByText('À jour').waitFor({ timeout: 120_000 });
  await first.close();
  const own = await openTimed(launch, { userData: embedded.userData, ...alike(place) });
  await idle();
  const deskWithGrc = memoryOfTree(own.electron.pid);
  await own.electron.close();

  const rows = Object.entries({ 'empty window': emptyWindow, 'desk, 10,000 citizens': desk, 'desk with the embedded GRC': deskWithGrc });
  printTable('Memory idle', [['', 'processes', 'RSS MB', 'PSS MB'], ...rows.map(([name, { processes, rssMb, pssMb }]) => [name, processes, rssMb, pssMb])]);
  return { emptyWindow, desk, deskWithGrc };
}

function startFigures(rounds: readonly Round[]): object {
  const figures = {
    emptyWindowMs: median(rounds.map(({ emptyMs }) => emptyMs)),
    launchMs: median(rounds.map(({ opening }) => opening.launchMs)),
    signInMs: median(rounds.map(({ opening }) => opening.signInMs)),
    answerMs: median(rounds.map(({ opening }) => opening.answerMs)),
    openedMs: median(rounds.map(({ opening }) => opening.launchMs + opening.signInMs + opening.answerMs)),
  };
  printTable(`Start, medians of ${rounds.length}`, Object.entries(figures).map(([name, ms]) => [name, ms]));
  const startRatio = rounded(figures.openedMs / figures.emptyWindowMs, 2);
  printGoal('first answer of the finder / first paint of an empty window', startRatio, 1.5);
  return { startRatio, ...figures };
}

function recordingFigures(recordings: readonly Recording[]): object {
  const durable = recordings.map(({ durableMs }) => durableMs);
  const painted = recordings.map(({ paintedMs }) => paintedMs);
  printTable(`Recording, ${recordings.length}`, [
    ['ms', 'median', 'p95', 'max'],
    ['to the journal’s answer', median(durable), percentile(durable, 0.95), percentile(durable, 1)],
    ['to the number painted', median(painted), percentile(painted, 0.95), percentile(painted, 1)],
  ]);
  const durableP95 = rounded(percentile(durable, 0.95));
  const paintedP95 = rounded(percentile(painted, 0.95));
  printGoal('key to the journal’s answer, p95 ms', durableP95, 25);
  printGoal('key to painted, p95 ms', paintedP95, 150);
  return { durableP95, paintedP95 };
}
