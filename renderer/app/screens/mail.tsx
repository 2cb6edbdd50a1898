import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { latestDraft } from '#renderer/data/drafts.ts';
import { LetterScreen } from '#renderer/features/mail/letter-screen.tsx';
import { MailScreen } from '#renderer/features/mail/mail-screen.tsx';
import { FoundCodes } from '#renderer/features/scan/found-codes.tsx';
import { ScanPanel } from '#renderer/features/scanning/scan-panel.tsx';
import { unattachedPages, useScan } from '#renderer/features/scanning/use-scan.ts';
import { newUuid } from '#renderer/platform/new-uuid.ts';
import { letterDraftSchema, openLetter, type LetterDraft } from '#shared/domain/mail/letter-draft.ts';
import { localDay } from '#shared/lib/dates.ts';
import { useDesk } from '../desk-context.tsx';

const letterRoute = getRouteApi('/courrier/$mailItemId');

export function MailRoute() {
  const navigate = useNavigate();
  const { session, settings } = useDesk();
  const scan = useScan();
  const today = (): string => localDay(Date.now(), session.town.zone);
  const draft = useHalfTyped(today);
  if (draft === undefined) return null;
  return (
    <MailScreen
      draft={draft}
      today={today}
      onMakeRequest={(letter) => void navigate({ to: '/demande', search: { letter } })}
      onOpenLetter={(mailItemId) => void navigate({ to: '/courrier/$mailItemId', params: { mailItemId } })}
      scanPanel={(slot) => <ScanPanel {...slot} last={settings.settings.scanner} zone={session.town.zone} codes={(pages, inView) => <FoundCodes pages={pages} inView={inView} takesPostal trackingPortal={session.town.trackingPortal} />} />}
      unattachedPages={({ id, attachments }) => unattachedPages(scan, id, attachments)}
    />
  );
}

export function LetterRoute() {
  const { mailItemId } = letterRoute.useParams();
  const { session } = useDesk();
  const navigate = useNavigate();
  return (
    <LetterScreen
      key={mailItemId}
      mailItemId={mailItemId}
      zone={session.town.zone}
      today={localDay(Date.now(), session.town.zone)}
      onOpenCitizen={(citizenId) => void navigate({ to: '/usager/$citizenId', params: { citizenId } })}
      onOpenRequest={(requestId) => void navigate({ to: '/dossier/$requestId', params: { requestId } })}
      onMakeRequest={(letter) => void navigate({ to: '/demande', search: { letter } })}
      onBack={() => void navigate({ to: '/courrier' })}
    />
  );
}

/** The letter that was in hand when the screen was left, whatever made it so, or a new one; undefined while it is read. */
function useHalfTyped(today: () => string): LetterDraft | undefined {
  const [fresh] = useState(() => openLetter({ newUuid }, today()));
  const [draft, setDraft] = useState<LetterDraft>();
  useEffect(() => {
    let current = true;
    latestDraft('letter').then(
      (kept) => {
        // An older build may have written it: what it no longer means is begun afresh rather than half understood.
        const read = letterDraftSchema.safeParse(kept?.content);
        if (current) setDraft(read.success ? read.data : fresh);
      },
      () => current && setDraft(fresh),
    );
    return () => {
      current = false;
    };
  }, [fresh]);
  return draft;
}
