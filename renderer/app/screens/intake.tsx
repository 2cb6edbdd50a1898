import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useCitizen } from '#renderer/data/citizens.ts';
import { useMailItem } from '#renderer/data/mail-items.ts';
import { loadDraft } from '#renderer/data/drafts.ts';
import { IntakeScreen } from '#renderer/features/intake/intake-screen.tsx';
import { freshVisit } from '#renderer/features/intake/visit-store.ts';
import { ReceiptPanel } from '#renderer/features/receipts/receipt-panel.tsx';
import { FoundCodes } from '#renderer/features/scan/found-codes.tsx';
import { ScanPanel } from '#renderer/features/scanning/scan-panel.tsx';
import { unattachedPages, useScan } from '#renderer/features/scanning/use-scan.ts';
import { newUuid } from '#renderer/platform/new-uuid.ts';
import { displayName } from '#shared/domain/citizen/display-name.ts';
import { visitDraftSchema, type VisitDraft } from '#shared/domain/service-request/visit-draft.ts';
import { visitOfLetter } from '#shared/domain/mail/visit-of-letter.ts';
import { localDay } from '#shared/lib/dates.ts';
import type { SealedIntent } from '#shared/sync/intent.ts';
import { useDesk } from '../desk-context.tsx';

const route = getRouteApi('/demande');

/** One visit after the other: `visit` in the address begins a new one. */
export function IntakeRoute() {
  const { visit, draft, citizen, letter } = route.useSearch();
  return <Visit key={`${visit ?? ''} ${draft ?? ''} ${citizen ?? ''} ${letter ?? ''}`} draftId={draft} citizenId={citizen} letterId={letter} />;
}

type SealedVisit = SealedIntent & { readonly intent: { readonly kind: 'visit' } };

type Beginning = { readonly draftId: string | undefined; readonly citizenId: string | undefined; readonly letterId: string | undefined };

function Visit(beginning: Beginning) {
  const navigate = useNavigate();
  const { session, settings } = useDesk();
  const scan = useScan();
  const draft = useOpeningDraft(beginning);
  const [recorded, setRecorded] = useState<SealedVisit>();
  const { trackingPortal } = session.town;
  const next = (): void => void navigate({ to: '/demande', search: { visit: newUuid() } });
  if (recorded !== undefined) {
    return (
      <ReceiptPanel
        sealed={recorded}
        onNext={next}
        onAmend={(requestId) => void navigate({ to: '/rectifier/$requestId', params: { requestId } })}
      />
    );
  }
  if (draft === undefined) return null;
  return (
    <IntakeScreen
      draft={draft}
      today={localDay(Date.now(), session.town.zone)}
      unattachedPages={({ id, attachments }) => unattachedPages(scan, id, attachments.map(({ attachment }) => attachment))}
      scanPanel={(slot) => <ScanPanel {...slot} last={settings.settings.scanner} zone={session.town.zone} codes={(pages, inView) => <FoundCodes pages={pages} inView={inView} trackingPortal={trackingPortal} />} />}
      fileCodes={(pages) => <FoundCodes pages={pages} onlyFound trackingPortal={trackingPortal} />}
      onPark={() => void navigate({ to: '/' })}
      onRecorded={(sealed, then) => {
        if (then === 'receipt' && sealed.intent.kind === 'visit') setRecorded({ ...sealed, intent: sealed.intent });
        else next();
      }}
    />
  );
}

/** A fresh visit, a parked one, or one that begins with a known person or with a letter; undefined while it is read. */
function useOpeningDraft({ draftId, citizenId, letterId }: Beginning): VisitDraft | undefined {
  const [fresh] = useState(freshVisit);
  const [parked, setParked] = useState<VisitDraft>();
  const citizen = useCitizen(citizenId ?? '');
  const letter = useMailItem(letterId ?? '');
  useEffect(() => {
    if (draftId === undefined) return;
    void loadDraft(draftId).then((draft) => {
      // An older build may have written it: what it no longer means is begun afresh rather than half understood.
      const read = visitDraftSchema.safeParse(draft?.content);
      setParked(read.success ? read.data : fresh);
    });
  }, [draftId, fresh]);
  if (draftId !== undefined) return parked;
  if (letterId !== undefined && letter !== null) return letter && visitOfLetter(fresh, letter, newUuid);
  if (citizenId === undefined || citizen === null) return fresh;
  return citizen && { ...fresh, applicant: { kind: 'known', citizenId: citizen.id, displayName: displayName(citizen) } };
}
