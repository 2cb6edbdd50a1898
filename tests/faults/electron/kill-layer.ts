import path from 'node:path';
import { openDesk, PASSPHRASE } from '#tests/harness/clerk.ts';
import { startCutProxy, type CutProxy } from '#tests/harness/cut-proxy.ts';
import type { RunningDesk } from '#tests/harness/desk.ts';
import type { Check } from '../report.ts';
import { recordVisit, typeVisit } from './visits.ts';
import { allArrived, compare, gone, journalOf, kill, start, type World } from './world.ts';

/** Where a desk dies while its queue leaves: no clerk need be there. */
const WHILE_SENDING = ['gateway:write-leaves', 'gateway:write-answered', 'journal-acknowledged', 'upload:piece-leaves', 'upload:piece-answered', 'upload:piece-answered#2', 'journal-fsynced'] as const;
/** Where it dies under a clerk's last key. */
const WHILE_RECORDING = ['journal-fsynced-visit', 'journal-appended-before-fsync'] as const;
const SCENARIO: Readonly<Record<string, number>> = { 'journal': 18, 'gateway': 19, 'upload': 20 };
const PATIENCE_MS = 60_000;

/**
 * One desk, killed again and again at named points; each start works on what the one before left. A round: a clerk records
 * two visits with files out of reach of the GRC and is killed under the third; then the queue leaves, killed at every point.
 */
export async function killLayer(world: World, kills: number): Promise<readonly Check[]> {
  const cable = await startCutProxy(world.grc.url);
  const victim = new Victim(world, cable);
  const missed: string[] = [];
  try {
    await victim.enrol();
    for (let round = 0; victim.kills.length < kills; round += 1) {
      const underKey = WHILE_RECORDING[round % WHILE_RECORDING.length] ?? WHILE_RECORDING[0];
      await victim.recordAndDie(underKey);
      for (const point of WHILE_SENDING) {
        if (victim.kills.length >= kills) break;
        if (!(await victim.sendAndDie(point))) missed.push(point);
      }
    }
    const broken = await victim.end();
    const counts = new Map<string, number>();
    for (const point of victim.kills) counts.set(point, (counts.get(point) ?? 0) + 1);
    console.log(`${victim.kills.length} kills: ${[...counts].map(([point, times]) => `${point} ${times}`).join(', ')}${missed.length > 0 ? `; not reached, all was sent before: ${missed.join()}` : ''}`);
    return [18, 19, 20].map((scenario) => {
      const own = victim.kills.filter((point) => scenarioOf(point) === scenario).length;
      return { scenario, layer: 'kill', name: `${own} kills, ${victim.told.length} visits shown to a clerk in all`, invariant: scenario === 18 ? 'I1' : scenario === 19 ? 'I1 I2' : 'I6', broken: own === 0 ? ['no kill of this kind'] : broken };
    });
  } finally {
    await victim.close();
    await cable.close();
  }
}

function scenarioOf(point: string): number {
  return point === 'journal-acknowledged' || point === 'journal-fsynced' ? 19 : (SCENARIO[point.split(/[-:]/)[0] ?? ''] ?? 18);
}

class Victim {
  readonly kills: string[] = [];
  /** Numbers that a clerk saw. */
  readonly told: string[] = [];
  readonly #world: World;
  readonly #cable: CutProxy;
  readonly #userData: string;
  #desk: RunningDesk | undefined;

  constructor(world: World, cable: CutProxy) {
    this.#world = world;
    this.#cable = cable;
    this.#userData = path.join(world.folder, 'desk-kill');
  }

  async enrol(): Promise<void> {
    const desk = await this.#start();
    await openDesk(desk.page, { enrolmentCode: this.#world.grc.enrolmentCode });
    await desk.page.getByText('À jour').waitFor({ timeout: 90_000 });
    await kill(desk);
  }

  async recordAndDie(point: string): Promise<void> {
    this.#cable.cut();
    // Each visit is one flush of the journal, and so is each person opened: the third visit is where the named point counts.
    const desk = await this.#start(point === 'journal-fsynced-visit' ? `${point}#3` : '');
    await openDesk(desk.page);
    for (let visit = 0; visit < 2; visit += 1) this.told.push(await recordVisit(desk.page, { withFile: true }));
    await typeVisit(desk.page);
    const ended = gone(desk);
    await desk.page.keyboard.press('F9').catch(() => undefined);
    if (point !== 'journal-fsynced-visit') desk.kill();
    await ended;
    this.kills.push(point === 'journal-fsynced-visit' ? point : 'journal: at any moment of the last key');
  }

  /** False when the queue was empty before the point was met. */
  async sendAndDie(point: string): Promise<boolean> {
    this.#cable.mend();
    const desk = await this.#start(point);
    const ended = gone(desk).then(() => true);
    await unlock(desk).catch(() => undefined);
    const died = await Promise.race([ended, new Promise<false>((resolve) => setTimeout(() => resolve(false), PATIENCE_MS))]);
    if (!died) await kill(desk);
    else this.kills.push(point);
    return died;
  }

  async end(): Promise<readonly string[]> {
    this.#cable.mend();
    const desk = await this.#start();
    await unlock(desk);
    if (!(await allArrived(this.#world, desk))) await openDesk(desk.page);
    const broken = await compare(this.#world, this.told, await journalOf(desk));
    await kill(desk);
    return broken;
  }

  async close(): Promise<void> {
    if (this.#desk !== undefined) await kill(this.#desk).catch(() => undefined);
  }

  async #start(failpoint = ''): Promise<RunningDesk> {
    this.#desk = await start(this.#world, this.#userData, this.#cable.url, failpoint);
    return this.#desk;
  }
}

/** The keys are open from here on, and the queue leaves without a clerk. */
async function unlock({ page }: RunningDesk): Promise<void> {
  const passphrase = page.getByLabel('Phrase de passe', { exact: true });
  await passphrase.waitFor({ timeout: 60_000 });
  await passphrase.fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Qui est au guichet ?' }).waitFor({ timeout: 60_000 });
}
