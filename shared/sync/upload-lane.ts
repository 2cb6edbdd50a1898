import type { Operation } from './operation.ts';
import type { SyncPorts } from './ports.ts';
import type { PushVerdict, Weather } from './verdict.ts';

type Upload = Extract<Operation, { type: 'attachment/upload' }>;
type Watch = { readonly goesOn: () => boolean; readonly onProgress: () => void };

/** Files on their way, piece by piece; how far the GRC was with each is known until it is forgotten. */
export class UploadLane {
  readonly #network: SyncPorts['network'];
  readonly #reached = new Map<string, number>();

  constructor(network: SyncPorts['network']) {
    this.#network = network;
  }

  /** Sends pieces until the file is whole, stands still or is refused. `onProgress`: what gets on is no failure, however often the line breaks. */
  async carry(operation: Upload, { goesOn, onProgress }: Watch): Promise<PushVerdict> {
    const { opId } = operation;
    while (goesOn()) {
      const answer = await this.#network.uploadStep(operation);
      if (answer?.phase === 'verified') return { kind: 'accepted', answer: null };
      if (answer?.phase === 'needs-clerk') return { kind: 'needs-clerk', code: answer.code, messageFr: null };
      const reached = this.#reached.get(opId) ?? -1;
      if (answer?.phase !== 'sending' || answer.offset <= reached) {
        // A server that begins anew is behind what it had: from there it counts again.
        if (answer?.phase === 'sending') this.#reached.delete(opId);
        return later(answer?.phase === 'retry-later' ? answer.retryAfterMs : null);
      }
      if (reached >= 0) onProgress();
      this.#reached.set(opId, answer.offset);
    }
    return later(null);
  }

  forget(opId: string): void {
    this.#reached.delete(opId);
  }
}

function later(retryAfterMs: number | null): Weather {
  return { kind: 'retry-later', reason: 'unreachable', retryAfterMs, scope: 'this-write' };
}
