import type { CitizenRecord } from '#shared/contracts/grc-api/wire.ts';
import { letGo, peopleWho } from './let-go.ts';
import { rowId } from './rows.ts';
import { withinTenSeconds } from './storage-timeout.ts';
import type { DataStore } from './store.ts';

/**
 * Takes persons off this desk whose last day has passed by the server's own calendar (`YYYY-MM-DD`), but for those whom
 * something that waits here names. Answers how many left; a later change at the GRC brings a person back with a new last day. It
 * goes on by some hundred rows, each when `rest` says so.
 */
export async function dropExpired(store: DataStore, serverDay: string, rest?: () => Promise<void>): Promise<number> {
  const isExpired = (record: CitizenRecord | null): boolean => record !== null && record.retention !== null && record.retention < serverDay;
  const expired = await peopleWho(store, isExpired, rest);
  return expired.length - (await letGo(store, expired, isExpired)).length;
}

/** How many records of each kind this desk holds. */
export type Held = { readonly citizens: number; readonly requests: number; readonly mailItems: number };

export async function countHeld({ database }: DataStore): Promise<Held> {
  const count = (topic: 'citizens' | 'requests' | 'mail-items'): Promise<number> =>
    withinTenSeconds(database.view.where('id').startsWith(rowId(topic, '')).filter(({ box }) => box !== null).count());
  const [citizens, requests, mailItems] = await Promise.all([count('citizens'), count('requests'), count('mail-items')]);
  return { citizens, requests, mailItems };
}
