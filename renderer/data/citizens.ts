import type { OverlaidCitizen } from '#shared/sync/overlay.ts';
import { useOpenedRow } from './live.ts';
import { rowId } from './rows.ts';

/** A person as screens show them: the GRC's record with what waits on this desk laid over it. */
export type CitizenView = OverlaidCitizen;

/** The person as this desk knows them: `undefined` while loading, `null` when unknown. */
export function useCitizen(id: string): CitizenView | null | undefined {
  return useOpenedRow<CitizenView>(rowId('citizens', id));
}
