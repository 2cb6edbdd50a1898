import { t } from '@lingui/core/macro';
import { useEffect, useState, type ReactNode } from 'react';

import type { Procedure } from '#shared/domain/procedure/procedure.ts';
import { useDepartments, useProcedures } from '#renderer/data/catalogue.ts';
import { useDraftAutosave } from '#renderer/data/use-draft-autosave.ts';
import { bindKeys } from '#renderer/ui/bind-keys.ts';
import type { PageToRead } from '#renderer/platform/barcodes.ts';
import { usePlatform } from '#renderer/platform/platform.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { focusPlace } from '#renderer/ui/focus-place.ts';
import { frenchDay } from '#renderer/ui/french-format.ts';
import { Notice } from '#renderer/ui/notice.tsx';
import { explainSealRefusal } from '#renderer/ui/seal-refusal.ts';
import type { Attachment } from '#shared/domain/document/attachment.ts';
import { documentsAsked } from '#shared/domain/service-request/check-visit.ts';
import type { VisitDraft } from '#shared/domain/service-request/visit-draft.ts';
import type { SealedIntent } from '#shared/sync/intent.ts';
import { DocumentsColumn } from './documents-column.tsx';
import { documentAtFocus, places } from './focus-places.ts';
import { PersonColumn } from './person-column.tsx';
import { ProcedureColumn } from './procedure-column.tsx';
import { recordVisit } from './record-visit.ts';
import { explainVisitRefusal, placeOfRefusal } from './refusal-words.ts';
import { attachFile } from './attach-file.ts';
import { draftOfVisit, saveVisit } from './visit-drafts.ts';
import { createVisitStore, useVisit, useVisitStore, VisitProvider } from './visit-store.ts';
import './intake.css';

/** What a scan of the papers of this visit needs, and gives. */
export type ScanSlot = {
  readonly ownerId: string;
  readonly targets: readonly { readonly type: string; readonly title: string }[];
  readonly target: string | null;
  readonly onAttached: (attachment: Attachment, documentType: string | null) => Promise<void>;
  readonly onClose: () => void;
};

type Props = {
  readonly draft: VisitDraft;
  readonly today: string;
  /** Recorded: show what came of it, or go on with the next person. */
  readonly onRecorded: (sealed: SealedIntent, then: 'receipt' | 'next') => void;
  readonly onPark: () => void;
  readonly scanPanel: (slot: ScanSlot) => ReactNode;
  /** What the codes of these pages of files are. */
  readonly fileCodes: (pages: readonly PageToRead[]) => ReactNode;
  /** Pages scanned for this visit that no document holds yet. */
  readonly unattachedPages: (visit: Pick<VisitDraft, 'id' | 'attachments'>) => number;
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

function Intake({ today, onRecorded, onPark, scanPanel, fileCodes, unattachedPages }: Props) {
  const store = useVisitStore();
  const { failed } = useDraftAutosave(store, draftOfVisit);
  const { seal } = usePlatform();
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
    if (unattachedPages(store.getState().draft) > 0) {
      setProblem(t`Des pages numérisées ne sont pas jointes : joignez-les (F8, puis Entrée), ou abandonnez-les.`);
      return;
    }
    recording.now = true;
    try {
      const sealed = await recordVisit(store.getState().draft, procedure, department, seal);
      if (sealed.ok) {
        onRecorded(sealed.value, then);
        return;
      }
      if (sealed.refusal.kind === 'desk') {
        setProblem(explainSealRefusal(sealed.refusal.code, 'visit'));
        return;
      }
      const found = sealed.refusal.refusals;
      store.setState({ refusals: found });
      if (found[0] !== undefined) focusPlace(placeOfRefusal(found[0]));
    } finally {
      recording.now = false;
    }
  };

  useEffect(() => {
    // Begun with a known person: what they want is asked next.
    const { applicant, procedure: given } = store.getState().draft;
    if (applicant !== null && given === null) focusPlace(places.procedure);
  }, [store]);
  const scan = useScanning(procedure);
  const unattached = useVisit(({ draft }) => unattachedPages(draft));
  const letter = useVisit(({ draft }) => draft.letter);
  useEffect(() =>
    bindKeys({
      ...(scan.slot === undefined && {
        F8: (event: KeyboardEvent) => {
          event.preventDefault();
          scan.open();
        },
      }),
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
      {failed && <Notice tone="warn">{t`Le brouillon n’a pas pu être gardé sur ce poste : enregistrez dès que possible.`}</Notice>}
      {letter !== undefined && <Notice tone="info">{arrivalWords(letter)}</Notice>}
      {scan.slot !== undefined && scanPanel(scan.slot)}
      <div className="intake-columns" hidden={scan.slot !== undefined}>
        <PersonColumn procedure={procedure} today={today} />
        <ProcedureColumn procedures={procedures ?? []} procedure={procedure} today={today} />
        <DocumentsColumn procedure={procedure} onScan={scan.open} unattached={unattached} fileCodes={fileCodes} />
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

/** The day that counts is that of arrival; the postmark is told apart. */
function arrivalWords({ receivedOn, postmarkedOn }: NonNullable<VisitDraft['letter']>): string {
  const day = frenchDay(receivedOn);
  return postmarkedOn === undefined
    ? t`Demande reçue par courrier, arrivé le ${day}.`
    : t`Demande reçue par courrier, arrivé le ${day} (cachet de la poste du ${frenchDay(postmarkedOn)}).`;
}

/** The scan of papers, in place of the columns while it is open; what is typed there stays. */
function useScanning(procedure: Procedure | undefined): { readonly slot: ScanSlot | undefined; readonly open: () => void } {
  const store = useVisitStore();
  const [target, setTarget] = useState<{ readonly type: string | null }>();
  const values = useVisit(({ draft }) => draft.values);
  const ownerId = useVisit(({ draft }) => draft.id);
  const targets = procedure === undefined ? [] : documentsAsked(procedure, values).filter(({ keep }) => keep === 'copy');
  return {
    open: () => {
      const focused = documentAtFocus();
      const { documents } = store.getState().draft;
      const missing = targets.find(({ type }) => documents[type]?.status === 'missing');
      setTarget({ type: targets.find(({ type }) => type === focused)?.type ?? missing?.type ?? null });
    },
    slot: target && {
      ownerId,
      targets,
      target: target.type,
      onAttached: async (attachment, documentType) => {
        attachFile(store, attachment, documentType);
        await saveVisit(store.getState().draft);
      },
      onClose: () => {
        setTarget(undefined);
        focusPlace(places.documents);
      },
    },
  };
}
