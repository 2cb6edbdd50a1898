import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openDesk, recordedNumber } from '#tests/harness/clerk.ts';
import { startCutProxy } from '#tests/harness/cut-proxy.ts';
import type { RunningDesk } from '#tests/harness/desk.ts';
import { seeded } from '../model/random.ts';
import type { Check } from '../report.ts';
import { copiedProfile } from './copied-profile.ts';
import { lostKeys } from './lost-keys.ts';
import { recordVisit, typeVisit } from './visits.ts';
import { allArrived, compare, holdsSoon, journalOf, kill, start, type World } from './world.ts';

type Desk = { readonly userData: string; readonly cut: () => void; readonly mend: () => void; readonly open: () => Promise<RunningDesk> };
const FULL_DISK_MB = 120;

/** What the desk's own disk may do to it: the cache, the files given by citizens, and no room left. */
export async function storageLayer(world: World, seed: number): Promise<readonly Check[]> {
  return [
    await tried(world, { scenario: 24, name: 'IndexedDB deleted, work waiting', invariant: 'I1 I4' }, 'deleted', (desk) => afterHarm(world, desk, (folder) => rmSync(folder, { recursive: true }))),
    await tried(world, { scenario: 24, name: 'IndexedDB made unopenable, work waiting', invariant: 'I1 I4' }, 'unopenable', (desk) => afterHarm(world, desk, spoil)),
    await tried(world, { scenario: 25, name: 'the file of a waiting visit altered on the disk', invariant: 'I6' }, 'files', (desk) => harmedFiles(world, desk)),
    await tried(world, { scenario: 28, name: 'the cache of another version, work waiting', invariant: 'I1' }, 'versions', (desk) => otherVersion(world, desk)),
    await fullDisk(world, seed),
    ...(await lostKeys(world)),
    ...(await copiedProfile(world)),
  ];
}

type Named = Pick<Check, 'scenario' | 'name' | 'invariant'>;

async function tried(world: World, named: Named, folder: string, run: (desk: Desk) => Promise<readonly string[]>, userData = path.join(world.folder, `desk-${folder}`)): Promise<Check> {
  const cable = await startCutProxy(world.grc.url);
  const opened: RunningDesk[] = [];
  const open = async (): Promise<RunningDesk> => {
    const desk = await start(world, userData, cable.url);
    opened.push(desk);
    await openDesk(desk.page, { enrolmentCode: world.grc.enrolmentCode });
    return desk;
  };
  try {
    const broken = await run({ userData, cut: cable.cut, mend: cable.mend, open }).catch((cause: unknown) => [`${named.invariant} ${String(cause).slice(0, 400)}`]);
    return { ...named, layer: 'storage', broken };
  } finally {
    for (const desk of opened) await kill(desk).catch(() => undefined);
    await cable.close();
  }
}

/** Enrolled and filled; then out of reach with one visit that waits, and closed. */
async function withWork(desk: Desk, withFile: boolean): Promise<readonly string[]> {
  const first = await desk.open();
  await first.page.getByText('À jour').waitFor({ timeout: 90_000 });
  desk.cut();
  const told = [await recordVisit(first.page, { withFile })];
  await kill(first);
  return told;
}

async function afterHarm(world: World, desk: Desk, harm: (indexedDb: string) => void): Promise<readonly string[]> {
  const told = await withWork(desk, true);
  harm(path.join(desk.userData, 'IndexedDB'));
  desk.mend();
  const again = await desk.open();
  const arrived = await allArrived(world, again);
  const usable = arrived ? [await recordVisit(again.page)] : [];
  await allArrived(world, again);
  return compare(world, [...told, ...usable], await journalOf(again));
}

function spoil(indexedDb: string): void {
  const files = readdirSync(indexedDb, { recursive: true, encoding: 'utf8' }).map((name) => path.join(indexedDb, name)).filter((file) => statSync(file).isFile());
  for (const file of files) writeFileSync(file, 'no longer a database');
}

async function harmedFiles(world: World, desk: Desk): Promise<readonly string[]> {
  const told = await withWork(desk, true);
  const folder = readdirSync(desk.userData).find((name) => name.startsWith('desk-remote-')) ?? '';
  const files = path.join(desk.userData, folder, 'attachments');
  const [largest = ''] = readdirSync(files).sort((a, b) => statSync(path.join(files, b)).size - statSync(path.join(files, a)).size);
  const bytes = readFileSync(path.join(files, largest));
  bytes[5000] = (bytes[5000] ?? 0) ^ 1;
  writeFileSync(path.join(files, largest), bytes);
  desk.mend();
  const again = await desk.open();
  const broken: string[] = [];
  if (!(await holdsSoon(() => again.page.getByText(/À traiter/).first().isVisible()))) broken.push('I7 nothing says that a file is to handle');
  const { requests } = await world.grc.holdings();
  const held = requests.filter(({ deskNumber }) => told.includes(deskNumber ?? ''));
  if (held.length !== 1) broken.push(`I1 the visit arrived ${held.length} times`);
  if (held.some(({ attachmentStates }) => attachmentStates.some(({ verified }) => verified))) broken.push('I6 an altered file is said to be there');
  return broken;
}

/** A newer version ran, then this one again: its cache has another epoch. The outbox is not the cache's to lose. */
async function otherVersion(world: World, desk: Desk): Promise<readonly string[]> {
  const first = await desk.open();
  await first.page.getByText('À jour').waitFor({ timeout: 90_000 });
  desk.cut();
  const told = [await recordVisit(first.page)];
  await first.page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name ?? '').filter((name) => name.startsWith('plainpied-'));
    for (const name of names) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const asked = indexedDB.open(name);
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(new Error('not opened'));
      });
      await new Promise((resolve) => {
        const write = database.transaction('meta', 'readwrite');
        write.objectStore('meta').put({ id: 'epoch', value: 999 });
        write.oncomplete = resolve;
      });
      database.close();
    }
  });
  await first.close();
  desk.mend();
  const again = await desk.open();
  await allArrived(world, again);
  return compare(world, told, await journalOf(again));
}

/** The whole data folder on a small disk, filled at drawn moments and freed again: a refusal in words, or a promise kept. */
async function fullDisk(world: World, seed: number): Promise<Check> {
  const named = { scenario: 23, name: `a disk of ${FULL_DISK_MB} MB filled at drawn moments, then freed`, invariant: 'I1 I7' } as const;
  const disk = path.join(world.folder, 'small-disk');
  mkdirSync(disk, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${FULL_DISK_MB}m`, 'tmpfs', disk], { stdio: 'ignore' });
  } catch {
    return { ...named, layer: 'storage', broken: [], notRun: 'a small disk can be mounted by root only' };
  }
  try {
    return await tried(world, named, 'full', (desk) => filled(world, desk, disk, seed), path.join(disk, 'desk'));
  } finally {
    execFileSync('umount', ['-l', disk], { stdio: 'ignore' });
  }
}

async function filled(world: World, desk: Desk, disk: string, seed: number): Promise<readonly string[]> {
  const random = seeded(seed);
  const ballast = path.join(disk, 'ballast');
  const running = await desk.open();
  const { page } = running;
  await page.getByText('À jour').waitFor({ timeout: 90_000 });
  const told: string[] = [];
  const broken: string[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    await typeVisit(page, { withFile: turn === 0 });
    fill(disk, ballast, random.pick([0, 4096, 16_384]));
    await page.keyboard.press('F9');
    const outcome = await Promise.race([
      recordedNumber(page),
      page.locator('[role=alert]').first().waitFor({ timeout: 60_000 }).then(() => 'refused' as const),
    ]).catch(() => 'nothing' as const);
    if (outcome === 'nothing') broken.push(`I7 turn ${turn}: neither a number nor a refusal on the screen`);
    rmSync(ballast, { force: true });
    if (outcome === 'refused') {
      await page.keyboard.press('F9');
      told.push(await recordedNumber(page));
    } else if (outcome !== 'nothing') told.push(outcome);
  }
  if (!(await allArrived(world, running))) broken.push('I1 something never arrived');
  return [...broken, ...(await compare(world, told, await journalOf(running)))];
}

/** Leaves this many bytes free. */
function fill(disk: string, ballast: string, leave: number): void {
  if (existsSync(ballast)) rmSync(ballast);
  const { bavail, bsize } = statfsSync(disk);
  const bytes = Math.max(0, bavail * bsize - leave);
  try {
    execFileSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=4096', `count=${Math.floor(bytes / 4096)}`], { stdio: 'ignore' });
  } catch {
    // The application wrote meanwhile: the disk is full, which is what was wanted.
  }
}
