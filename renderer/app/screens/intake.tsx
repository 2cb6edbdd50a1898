import { useState } from 'react';
import { useProcedures } from '#renderer/data/catalogue.ts';
import { PersonColumn } from '#renderer/features/intake/person-column.tsx';
import { ProcedureColumn } from '#renderer/features/intake/procedure-column.tsx';
import { draftTitle, useDraftAutosave } from '#renderer/features/intake/use-draft-autosave.ts';
import { createVisitStore, freshVisit, useVisit, VisitProvider } from '#renderer/features/intake/visit-store.ts';
import { Notice } from '#renderer/ui/notice.tsx';
import { localDay } from '#shared/lib/dates.ts';
import { useDesk } from '../desk-context.tsx';

export function IntakeRoute() {
  const [store] = useState(() => createVisitStore(freshVisit()));
  const { error } = useDraftAutosave(store, draftTitle);
  return (
    <VisitProvider value={store}>
      {error !== undefined && <Notice tone="danger">{error}</Notice>}
      <Columns />
    </VisitProvider>
  );
}

function Columns() {
  const { session } = useDesk();
  const procedures = useProcedures() ?? [];
  const chosen = useVisit(({ draft }) => draft.procedure);
  const procedure = procedures.find(({ code, version }) => code === chosen?.code && version === chosen.version);
  const today = localDay(Date.now(), session.town.zone);
  return (
    <div className="citizen">
      <PersonColumn procedure={procedure} today={today} />
      <ProcedureColumn procedures={procedures} procedure={procedure} today={today} />
    </div>
  );
}
