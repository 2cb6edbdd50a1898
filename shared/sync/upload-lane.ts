import type { Operation } from './operation.ts';
import type { SyncPorts } from './ports.ts';
import type { PushVerdict, Weather } from './verdict.ts';

type Upload = Extract<Operation, { type: 'attachment/upload' }>;
type Watch = { readonly goesOn: () => boolean; readonly onProgress: () => void };
type Ports = Pick<SyncPorts, 'network' | 'timers' | 'clock' | 'random'>;

/** A line that broke while files got on is mostly back within seconds: it is looked for often, and that long. */
const LOOKED_FOR_MS = 5_000;
const LOOK_EVERY_MS = 400;

/** Files on their way, piece by piece; how far the GRC was with each is known until it is forgotten. */
export class UploadLane {
  readonly #ports: Ports;
  readonly #reached = new Map<string, number>();
  /** Something got on since the line last broke. */
  #gettingOn = false;
  #lookUntil = 0;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** Sends pieces until the file is whole, stands still or is refused. `onProgress`: what gets on is no failure, however often the line breaks. */
  async carry(operation: Upload, { goesOn, onProgress }: Watch): Promise<PushVerdict> {
    const { opId } = operation;
    while (goesOn()) {
      const answer = await this.#ports.network.uploadStep(operation);
      if (answer?.phase === 'verified') return this.#whole();
      if (answer?.phase === 'needs-clerk') return { kind: 'needs-clerk', code: answer.code, messageFr: null };
      if (answer?.phase === 'line-broke' && this.#mayBeBackSoon()) {
        await this.#aMoment();
        continue;
      }
      const reached = this.#reached.get(opId) ?? -1;
      if (answer?.phase !== 'sending' || answer.offset <= reached) {
        // A server that begins anew is behind what it had: from there it counts again.
        if (answer?.phase === 'sending') this.#reached.delete(opId);
        return later(answer?.phase === 'retry-later' ? answer.retryAfterMs : null);
      }
      if (reached >= 0) onProgress();
      this.#gettingOn = true;
      this.#reached.set(opId, answer.offset);
    }
    return later(null);
  }

  forget(opId: string): void {
    this.#reached.delete(opId);
  }

  #whole(): PushVerdict {
    this.#gettingOn = true;
    return { kind: 'accepted', answer: null };
  }

  #mayBeBackSoon(): boolean {
    const now = this.#ports.clock.monotonic();
    if (this.#gettingOn) this.#lookUntil = now + LOOKED_FOR_MS;
    this.#gettingOn = false;
    return now < this.#lookUntil;
  }

  #aMoment(): Promise<void> {
    const { timers, random } = this.#ports;
    return new Promise((resolve) => {
      timers.after(Math.round(random() * LOOK_EVERY_MS), resolve);
    });
  }
}

function later(retryAfterMs: number | null): Weather {
  return { kind: 'retry-later', reason: 'unreachable', retryAfterMs, scope: 'this-write' };
}
