import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { CitizenScreen } from '#renderer/features/citizens/citizen-screen.tsx';
import { ConflictScreen } from '#renderer/features/citizens/conflict-screen.tsx';
import { CorrectCitizenScreen } from '#renderer/features/citizens/correct-citizen-screen.tsx';
import { FindScreen } from '#renderer/features/citizens/find-screen.tsx';
import { RequestScreen } from '#renderer/features/citizens/request-screen.tsx';
import { AcknowledgementPanel } from '#renderer/features/receipts/acknowledgement-panel.tsx';
import { localDay } from '#shared/lib/dates.ts';
import { useDesk } from '../desk-context.tsx';

const citizenRoute = getRouteApi('/usager/$citizenId');
const correctRoute = getRouteApi('/corriger/$citizenId');
const conflictRoute = getRouteApi('/comparer/$opId');
const requestRoute = getRouteApi('/dossier/$requestId');

function useOpeners() {
  const navigate = useNavigate();
  return {
    onOpenCitizen: (citizenId: string) => void navigate({ to: '/usager/$citizenId', params: { citizenId } }),
    onOpenRequest: (requestId: string) => void navigate({ to: '/dossier/$requestId', params: { requestId } }),
    onOpenLetter: (mailItemId: string) => void navigate({ to: '/courrier/$mailItemId', params: { mailItemId } }),
    onCorrect: (citizenId: string) => void navigate({ to: '/corriger/$citizenId', params: { citizenId } }),
    onAmend: (requestId: string) => void navigate({ to: '/rectifier/$requestId', params: { requestId } }),
    onNewRequest: (citizen: string) => void navigate({ to: '/demande', search: { citizen } }),
  };
}

export function CitizensRoute() {
  return <FindScreen {...useOpeners()} />;
}

export function CitizenRoute() {
  const { citizenId } = citizenRoute.useParams();
  const { session } = useDesk();
  return <CitizenScreen key={citizenId} citizenId={citizenId} zone={session.town.zone} {...useOpeners()} />;
}

export function CorrectRoute() {
  const { citizenId } = correctRoute.useParams();
  const { session } = useDesk();
  const { onOpenCitizen } = useOpeners();
  return <CorrectCitizenScreen key={citizenId} citizenId={citizenId} today={localDay(Date.now(), session.town.zone)} onDone={() => onOpenCitizen(citizenId)} />;
}

export function ConflictRoute() {
  const { opId } = conflictRoute.useParams();
  const { session } = useDesk();
  const navigate = useNavigate();
  return <ConflictScreen key={opId} opId={opId} zone={session.town.zone} today={localDay(Date.now(), session.town.zone)} onDone={() => void navigate({ to: '/synchro' })} />;
}

export function RequestRoute() {
  const { requestId } = requestRoute.useParams();
  const { session } = useDesk();
  return <RequestScreen key={requestId} requestId={requestId} zone={session.town.zone} acknowledgement={({ rev }) => <AcknowledgementPanel requestId={requestId} rev={rev} />} {...useOpeners()} />;
}
