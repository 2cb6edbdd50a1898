import { useOpenedRow, useOpenedRows } from './live.ts';
import type { RequestView } from './request-view.ts';
import { isRow } from './operation-rows.ts';
import { rowId } from './rows.ts';
import { tagOf } from './boxes.ts';

/** Demandes shown on the home screen. */
const RECENT = 30;

/** One demande: `undefined` while loading, `null` when this desk does not know it. */
export function useRequest(id: string): RequestView | null | undefined {
  return useOpenedRow<RequestView>(rowId('requests', id));
}

/** Every demande that names the person as applicant, representative or beneficiary; `undefined` while loading. */
export function useCitizenRequests(citizenId: string): readonly RequestView[] | undefined {
  return useOpenedRows<RequestView>(`requests-of:${citizenId}`, async ({ database, keys }) => {
    const tag = await tagOf(keys, `requests-of:${citizenId}`);
    return () => database.view.where('tags').equals(tag).toArray();
  });
}

/** What this desk recorded, latest first; `undefined` while loading. */
export function useRecentRequests(): readonly RequestView[] | undefined {
  return useOpenedRows<RequestView>('recent-requests', async ({ database }) => {
    return () => database.view.where('seq').above(0).reverse().filter(({ id }) => isRow('requests', id)).limit(RECENT).toArray();
  });
}
