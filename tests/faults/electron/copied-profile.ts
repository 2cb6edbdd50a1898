import { cpSync } from 'node:fs';
import path from 'node:path';
import { openDesk, PASSPHRASE, signIn } from '#tests/harness/clerk.ts';
import { startCutProxy, type CutProxy } from '#tests/harness/cut-proxy.ts';
import type { RunningDesk } from '#tests/harness/desk.ts';
import type { SealedIntent } from '#shared/sync/intent.ts';
import type { Check } from '../report.ts';
import { recordVisit } from './visits.ts';
import { allArrived, compare, holdsSoon, journalOf, kill, start, type World } from './world.ts';

const NAMED = { scenario: 30, layer: 'storage' } as const;
type Pair = { readonly cable: CutProxy; readonly home: string; readonly copy: string; readonly open: (userData: string) => Promise<RunningDesk> };

/** A desk's data folder on two computers: the one that comes second becomes another desk, and what both hold arrives once. */
export async function copiedProfile(world: World): Promise<readonly Check[]> {
  return [
    { ...NAMED, name: 'a profile copied to another computer, work waiting; both go on', invariant: 'I2 I8', broken: await onTwoComputers(world, 'copied', bothGoOn) },
    { ...NAMED, name: 'a copied profile that gave papers before it could be noticed', invariant: 'I1 I2', broken: await onTwoComputers(world, 'copied-away', gavePapers) },
  ];
}

async function onTwoComputers(world: World, name: string, run: (world: World, pair: Pair) => Promise<readonly string[]>): Promise<readonly string[]> {
  const cable = await startCutProxy(world.grc.url);
  const opened: RunningDesk[] = [];
  const open = async (userData: string): Promise<RunningDesk> => {
    const desk = await start(world, userData, cable.url);
    opened.push(desk);
    return desk;
  };
  const home = path.join(world.folder, `desk-${name}`);
  try {
    return await run(world, { cable, home, copy: `${home}-copy`, open }).catch((cause: unknown) => [`I1 ${String(cause).slice(0, 400)}`]);
  } finally {
    for (const desk of opened) await kill(desk).catch(() => undefined);
    await cable.close();
  }
}

async function bothGoOn(world: World, { cable, home, copy, open }: Pair): Promise<readonly string[]> {
  const before = await open(home);
  await openDesk(before.page, { enrolmentCode: world.grc.enrolmentCode });
  await before.page.getByText('À jour').waitFor({ timeout: 90_000 });
  cable.cut();
  const waiting = await recordVisit(before.page, { withFile: true });
  await kill(before);
  cpSync(home, copy, { recursive: true });
  cable.mend();
  const original = await open(home);
  await openDesk(original.page);
  const mine = [waiting, await recordVisit(original.page)];
  const second = await open(copy);
  await enrolCopy(world, second);
  const its = [waiting, await recordVisit(second.page)];
  mine.push(await recordVisit(original.page));
  its.push(await recordVisit(second.page));
  for (const desk of [original, second]) await allArrived(world, desk);
  const all = [...mine, ...its.slice(1)];
  return [
    ...(await compare(world, mine, await journalOf(original))),
    ...(await compare(world, its, await journalOf(second))),
    ...(new Set(all).size < all.length ? [`I2 one number on two papers: ${all.join()}`] : []),
  ];
}

async function gavePapers(world: World, { cable, home, copy, open }: Pair): Promise<readonly string[]> {
  const before = await open(home);
  await openDesk(before.page, { enrolmentCode: world.grc.enrolmentCode });
  await before.page.getByText('À jour').waitFor({ timeout: 90_000 });
  await kill(before);
  cpSync(home, copy, { recursive: true });
  cable.cut();
  const papers: string[] = [];
  for (const userData of [home, copy]) {
    const desk = await open(userData);
    await openDesk(desk.page);
    papers.push(await recordVisit(desk.page));
    await kill(desk);
  }
  const [paper = '', twin] = papers;
  if (paper !== twin) return [`I2 the two were to give one number, and gave ${papers.join()}`];
  cable.mend();
  const original = await open(home);
  await openDesk(original.page);
  const second = await open(copy);
  await enrolCopy(world, second);
  const next = await recordVisit(second.page);
  const sealed = [...requestsOf(await journalOf(original)), ...requestsOf(await journalOf(second))];
  const held = async (): Promise<readonly string[]> => (await world.grc.holdings()).requests.map(({ id }) => id);
  await holdsSoon(async () => {
    const ids = await held();
    return sealed.every((id) => ids.includes(id));
  });
  const ids = await held();
  const requests = (await world.grc.holdings()).requests.filter(({ deskNumber }) => deskNumber === paper);
  return [
    ...sealed.filter((id) => ids.filter((other) => other === id).length !== 1).map((id) => `I1 ${id} did not arrive once`),
    ...(requests.length === 2 ? [] : [`I1 ${requests.length} of the two papers ${paper} stand for a demande`]),
    ...(next.slice(0, 9) === paper.slice(0, 9) ? [`I2 the copy goes on as the desk that it was: ${next}`] : []),
  ];
}

/** Says that it is a copy, and becomes a desk of its own. */
async function enrolCopy(world: World, { page }: RunningDesk): Promise<void> {
  await page.getByLabel('Phrase de passe', { exact: true }).fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Ce poste est une copie d’un autre' }).waitFor({ timeout: 60_000 });
  await page.getByLabel('Code de rattachement').fill(world.grc.enrolmentCode);
  await page.keyboard.press('Enter');
  await signIn(page);
}

function requestsOf(sealed: readonly SealedIntent[]): readonly string[] {
  return sealed.flatMap(({ intent }) => (intent.kind === 'visit' ? [intent.request.id] : []));
}
