import { isRow } from '#renderer/data/operation-rows.ts';
import { giveLastDay, handOver, lingeringLeave } from '#renderer/data/looked-up.ts';
import { dropExpired } from '#renderer/data/retention.ts';
import type { DataStore } from '#renderer/data/store.ts';
import type { CacheRules } from '#shared/contracts/desk-api/desk-api.ts';

const DAY_MS = 86_400_000;

/** Whom the cache holds, by the town's rule: until their last day, and where they are looked up, for one clerk at a time. */
export class HeldPeople {
  readonly lookedUpOnly: boolean;
  readonly #store: DataStore;
  readonly #days: number;
  /** Runs until it succeeds, or gives the cache up. */
  readonly #insist: (run: () => Promise<void>) => Promise<void>;
  #handedOver: Promise<void> = Promise.resolve();

  constructor(store: DataStore, { cacheScope, lookedUpDays }: CacheRules, insist: (run: () => Promise<void>) => Promise<void>) {
    this.#store = store;
    this.lookedUpOnly = cacheScope === 'looked-up';
    this.#days = lookedUpDays;
    this.#insist = insist;
  }

  /** Whether the feed is read for that row. */
  readonly isRead = (rowId: string): boolean => !this.lookedUpOnly || !isRow('citizens', rowId);

  /** `serverDay`: the GRC's own, never this machine's; `rest`: when work that can wait may go on. */
  async onDay(serverDay: string, rest?: () => Promise<void>): Promise<void> {
    if (this.lookedUpOnly) await giveLastDay(this.#store, new Date(Date.parse(serverDay) + this.#days * DAY_MS).toISOString().slice(0, 10));
    await dropExpired(this.#store, serverDay, rest);
  }

  async onUpToDate(): Promise<void> {
    if (this.lookedUpOnly) await lingeringLeave(this.#store);
  }

  /** That clerk is at the desk now, or nobody; `written`: what the one before was still having kept. */
  clerkIs(clerkId: string | null, written: Promise<void>): void {
    if (!this.lookedUpOnly) return;
    this.#handedOver = Promise.all([this.#handedOver, written]).then(() => this.#insist(() => handOver(this.#store, clerkId)));
  }

  /** Nothing is answered before it: it may be about somebody whom another clerk looked up. */
  get handedOver(): Promise<void> {
    return this.#handedOver;
  }
}
