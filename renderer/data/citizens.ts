import type { CitizenRecord } from '#shared/contracts/grc-api/wire.ts';
import { useOpenedRow } from './live.ts';
import { rowId } from './rows.ts';

/** The person as this desk knows them: `undefined` while loading, `null` when unknown. */
export function useCitizen(id: string): CitizenRecord | null | undefined {
  return useOpenedRow<CitizenRecord>(rowId('citizens', id));
}
