import { useMemo } from 'react';
import type { Department, Procedure } from '#shared/domain/procedure/procedure.ts';
import { localDay } from '#shared/lib/dates.ts';
import { useOpenedRows, useUsage } from './live.ts';
import { orderByUse } from './procedure-order.ts';

/** The catalogue, most used on this desk first; `undefined` while loading. */
export function useProcedures(): readonly Procedure[] | undefined {
  const procedures = useOpenedRows<Procedure>('procedures', async ({ database }) => {
    return () => database.view.where('id').startsWith('procedures:').toArray();
  });
  const usage = useUsage();
  return useMemo(() => {
    if (procedures === undefined || usage === undefined) return undefined;
    return orderByUse(procedures, usage, localDay(Date.now(), Intl.DateTimeFormat().resolvedOptions().timeZone));
  }, [procedures, usage]);
}

export function useDepartments(): readonly Department[] | undefined {
  return useOpenedRows<Department>('departments', async ({ database }) => {
    return () => database.view.where('id').startsWith('departments:').toArray();
  });
}
