import { t } from '@lingui/core/macro';
import { useEffect, useState } from 'react';

import { useDepartments, useProcedures } from '#renderer/data/catalogue.ts';
import { bindKeys } from '#renderer/ui/bind-keys.ts';
import { usePlatform } from '#renderer/platform/platform.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import type { VisitDraft } from '#shared/domain/service-request/visit-draft.ts';
import type { SealedIntent } from '#shared/sync/intent.ts';
import { DocumentsColumn } from './documents-column.tsx';
import { focusPlace } from './focus-places.ts';
import { PersonColumn } from './person-column.tsx';
import { ProcedureColumn } from './procedure-column.tsx';
import { recordVisit } from './record-visit.ts';
import { explainDeskRefusal, explainVisitRefusal, placeOfRefusal } from './refusal-words.ts';
import { draftTitle, useDraftAutosave } from './use-draft-autosave.ts';
import { createVisitStore, useVisit, useVisitStore, VisitProvider } from './visit-store.ts';
import './intake.css';

type Props = {
  readonly draft: VisitDraft;
  readonly today: string;
  /** Recorded: show what came of it, or go on with the next person. */
  readonly onRecorded: (sealed: SealedIntent, then: 'receipt' | 'next') => void;
  readonly onPark: () => void;
};

/** A walk-in on one screen: who, what, with which papers. */
export function IntakeScreen(props: Props) {
  const [store] = useState(() => createVisitStore(props.draft));
  return (
    <VisitProvider value={store}>
      <Intake {...props} />
    </VisitProvider>
  );
}

function Intake({ today, onRecorded, onPark }: Props) {
  const store = useVisitStore();
  const { error } = useDraftAutosave(store, draftTitle);
  const { sync } = usePlatform();
  const procedures = useProcedures();
  const departments = useDepartments();
  const chosen = useVisit(({ draft }) => draft.procedure);
  const refusals = useVisit((state) => state.refusals);
  const [problem, setProblem] = useState<string>();
  const procedure = procedures?.find(({ code, version }) => code === chosen?.code && version === chosen.version);
  const department = departments?.find(({ code }) => code === procedure?.departmentCode);

  const [recording] = useState<{ now: boolean }>(() => ({ now: false }));
  const record = async (then: 'receipt' | 'next'): Promise<void> => {
    // A second press while the first is on its way is the same act.
    if (recording.now) return;
    recording.now = true;
    try {
      const sealed = await recordVisit(store.getState().draft, procedure, department);
      if (sealed.ok) {
        sync.poke();
        onRecorded(sealed.value, then);
        return;
      }
      if (sealed.refusal.kind === 'desk') {
        setProblem(explainDeskRefusal(sealed.refusal.code));
        return;
      }
      const found = sealed.refusal.refusals;
      store.setState({ refusals: found });
      if (found[0] !== undefined) focusPlace(placeOfRefusal(found[0]));
    } catch {
      setProblem(t`L’enregistrement n’a pas abouti. Rien n’est perdu : réessayez.`);
    } finally {
      recording.now = false;
    }
  };

  useEffect(() =>
    bindKeys({
      F9: (event) => {
        event.preventDefault();
        void record('receipt');
      },
      'Control+Enter': (event) => {
        event.preventDefault();
        void record('next');
      },
      F7: (event) => {
        event.preventDefault();
        onPark();
      },
    }),
  );

  return (
    <div className="intake">
      {error !== undefined && <Notice tone="warn">{error}</Notice>}
      <div className="intake-columns">
        <PersonColumn procedure={procedure} today={today} />
        <ProcedureColumn procedures={procedures ?? []} procedure={procedure} today={today} />
        <DocumentsColumn procedure={procedure} />
      </div>
      <footer className="intake-actions">
        <div className="intake-said">
          {problem !== undefined && <Notice tone="danger">{problem}</Notice>}
          {refusals.length > 0 && (
            <Notice tone="danger">{refusals.map(explainVisitRefusal).join(' ')}</Notice>
          )}
        </div>
        <Button keys="F7" onPress={onPark}>{t`Mettre de côté`}</Button>
        <Button keys={t`Ctrl+Entrée`} onPress={() => void record('next')}>{t`Enregistrer et suivant`}</Button>
        <Button variant="primary" keys="F9" onPress={() => void record('receipt')}>{t`Enregistrer et imprimer`}</Button>
      </footer>
    </div>
  );
}
