import type { OverlaidMailItem } from '#shared/sync/overlay.ts';
import { tagOf } from './boxes.ts';
import { useOpenedRow, useOpenedRows } from './live.ts';
import { rowId } from './rows.ts';

/** A letter as screens show it: the GRC's record with what waits on this desk laid over it. */
export type MailItemView = OverlaidMailItem;

/** One letter: `undefined` while loading, `null` when this desk does not know it. */
export function useMailItem(id: string): MailItemView | null | undefined {
  return useOpenedRow<MailItemView>(rowId('mail-items', id));
}

/** What arrived on that day, voided ones too, latest entered first (ids are UUIDv7); `undefined` while loading. */
export function useMailOfDay(day: string): readonly MailItemView[] | undefined {
  return useOpenedRows<MailItemView>(`mail-of-day:${day}`, async ({ database, keys }) => {
    const tag = await tagOf(keys, `mail-of-day:${day}`);
    return async () => (await database.view.where('tags').equals(tag).sortBy('id')).reverse();
  });
}
