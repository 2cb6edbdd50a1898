import { keepLookedUp } from '#renderer/data/looked-up.ts';
import type { DataStore } from '#renderer/data/store.ts';
import type { FoundElsewhere, Kept, MatchReason, PersonMatch } from '#renderer/platform/finder.ts';
import { citizenMatchesSchema, citizenSearchSchema, type CitizenMatch } from '#shared/contracts/grc-api/lookup.ts';
import { citizenRecordSchema, type CitizenRecord } from '#shared/contracts/grc-api/wire.ts';
import { displayName } from '#shared/domain/citizen/display-name.ts';
import type { Outcome } from '#shared/sync/verdict.ts';

/** Never rejects, and ends by itself; what is aborted has no answer. */
export type LookUpNetwork = {
  readonly search: (text: string, limit: number, signal: AbortSignal) => Promise<Outcome>;
  readonly citizen: (id: string) => Promise<Outcome>;
};

type Answered<T> = { readonly kind: 'said'; readonly value: T } | { readonly kind: 'unknown' | 'signed-in-here' | 'offline' | 'failed' };

/** What a clerk looks up at the GRC, where the desk may hold nobody else: found in memory only, until somebody is picked. */
export class LookUps {
  readonly #store: DataStore;
  readonly #network: LookUpNetwork;
  readonly #onOffline: () => void;
  /** Of the last answer. */
  #found = new Map<string, CitizenRecord>();
  #asking: AbortController | undefined;
  /** Of the clerk at the desk: what comes for the one before is let go. */
  #turn = {};
  #writing: Promise<unknown> = Promise.resolve();

  /** `onOffline`: nobody answered; whoever tells the clerk of the line should find out. */
  constructor(store: DataStore, network: LookUpNetwork, onOffline: () => void = () => undefined) {
    this.#store = store;
    this.#network = network;
    this.#onOffline = onOffline;
  }

  async people(text: string, limit: number): Promise<FoundElsewhere> {
    this.#asking?.abort();
    const search = citizenSearchSchema.safeParse({ text, limit });
    if (!search.success) return { kind: 'not-asked' };
    const asking = (this.#asking = new AbortController());
    const turn = this.#turn;
    const answer = read(await this.#network.search(search.data.text, search.data.limit, asking.signal), citizenMatchesSchema);
    if (asking.signal.aborted || turn !== this.#turn) return { kind: 'not-asked' };
    if (answer.kind === 'offline') this.#onOffline();
    if (answer.kind !== 'said') return { kind: answer.kind === 'unknown' ? 'failed' : answer.kind };
    this.#found = new Map(answer.value.items.map(({ citizen }) => [citizen.id, citizen]));
    return { kind: 'found', people: answer.value.items.map(personOf) };
  }

  async keep(citizenId: string): Promise<Kept> {
    const turn = this.#turn;
    const found = this.#found.get(citizenId);
    const answer = found === undefined ? read(await this.#network.citizen(citizenId), citizenRecordSchema) : { kind: 'said' as const, value: found };
    if (answer.kind !== 'said') return answer.kind;
    if (turn !== this.#turn) return 'failed';
    const kept = keepLookedUp(this.#store, answer.value);
    this.#writing = Promise.all([this.#writing, kept]).catch(() => undefined);
    await kept;
    return 'kept';
  }

  /** Leaves nothing in memory; resolves once what was being kept before is written. */
  async forget(): Promise<void> {
    this.#asking?.abort();
    this.#found = new Map();
    this.#turn = {};
    await this.#writing;
  }
}

type Schema<T> = { readonly safeParse: (value: unknown) => { readonly success: boolean; readonly data?: T } };

function read<T>(outcome: Outcome, schema: Schema<T>): Answered<T> {
  if (outcome === undefined || outcome.gateway !== null) return { kind: 'offline' };
  if (outcome.status === 401) return { kind: 'signed-in-here' };
  if (outcome.status === 404) return { kind: 'unknown' };
  const parsed = outcome.status === 200 ? schema.safeParse(outcome.body) : undefined;
  return parsed?.data === undefined ? { kind: 'failed' } : { kind: 'said', value: parsed.data };
}

const REASONS: Readonly<Record<CitizenMatch['matches'][number]['reason'], MatchReason>> = {
  'birth-name': 'name',
  'first-name': 'name',
  'used-name': 'used-name',
  'similar-name': 'typo',
  'birth-date': 'birth-date',
  'phone': 'phone',
  'email': 'email',
  'request-number': 'request-number',
};

function personOf({ citizen, matches }: CitizenMatch): PersonMatch {
  return {
    id: citizen.id,
    displayName: displayName(citizen),
    birthDate: citizen.birthDate ?? null,
    city: citizen.address?.city ?? null,
    reasons: [...new Set(matches.map(({ reason }) => REASONS[reason]))],
  };
}
