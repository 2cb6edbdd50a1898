import { came, problem } from '#shared/sync/testing/fake-grc.ts';
import type { Outcome } from '#shared/sync/verdict.ts';
import type { Random } from './random.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What may befall one call between a desk and its GRC. */
export const FAULTS = [
  'none', 'cut-before', 'answer-lost', 'twice', 'late-repeat', 'portal', 'error-page', 'busy', 'bug-after-commit', 'unauthorised', 'never-ends', 'gateway',
] as const;
export type Fault = (typeof FAULTS)[number];

/** How likely each is: calm skies have none, a storm has every one. */
export type Weather = 'calm' | 'rough' | 'storm' | 'cut';
const ROUGHNESS: Readonly<Record<Weather, number>> = { calm: 0, rough: 0.25, storm: 0.7, cut: 1 };

/** The desk's gateway gives up by itself after this. */
const LIMIT_MS = 45_000;

/** A network whose faults are drawn, and whose calls take their time, so that they overtake each other. */
export class Network {
  weather: Weather = 'calm';
  /** What befalls the next calls, one each, whatever the weather. */
  readonly next: Fault[] = [];
  readonly #time: VirtualTime;
  readonly #random: Random;
  readonly seen = new Map<Fault, number>();

  constructor(time: VirtualTime, random: Random) {
    this.#time = time;
    this.#random = random;
  }

  async call(effect: () => Outcome): Promise<Outcome> {
    const fault = this.#draw();
    this.seen.set(fault, (this.seen.get(fault) ?? 0) + 1);
    await this.#time.wait(this.#random.int(1, 400));
    const answer = this.#disturbed(fault, effect);
    await this.#time.wait(fault === 'never-ends' ? LIMIT_MS : this.#random.int(1, 400));
    return answer;
  }

  #draw(): Fault {
    const chosen = this.next.shift();
    if (chosen !== undefined) return chosen;
    if (this.weather === 'cut') return 'cut-before';
    return this.#random.chance(ROUGHNESS[this.weather]) ? this.#random.pick(FAULTS) : 'none';
  }

  #disturbed(fault: Fault, effect: () => Outcome): Outcome {
    switch (fault) {
      case 'cut-before':
        return undefined;
      case 'answer-lost':
        effect();
        return undefined;
      case 'never-ends':
        if (this.#random.chance(0.5)) effect();
        return undefined;
      case 'twice':
        effect();
        return effect();
      case 'late-repeat':
        this.#time.after(this.#random.int(1, 600_000), effect);
        return effect();
      case 'portal':
        return came(200, { welcome: true });
      case 'error-page':
        return came(this.#random.pick([404, 502]), undefined);
      case 'busy':
        return { ...came(503, problem('busy', 503, true)), retryAfterMs: 5000 };
      case 'bug-after-commit':
        effect();
        return came(500, problem('bug', 500, true));
      case 'gateway':
        return { ...came(504, problem('unreachable', 504, false)), gateway: 'unreachable' };
      case 'unauthorised':
        return came(401, undefined);
      default:
        return effect();
    }
  }
}
