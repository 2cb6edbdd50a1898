import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { CitizenScreen } from '#renderer/features/citizens/citizen-screen.tsx';
import { FindScreen } from '#renderer/features/citizens/find-screen.tsx';
import { RequestScreen } from '#renderer/features/citizens/request-screen.tsx';
import { AcknowledgementPanel } from '#renderer/features/receipts/acknowledgement-panel.tsx';
import { useDesk } from '../desk-context.tsx';

const citizenRoute = getRouteApi('/usager/$citizenId');
const requestRoute = getRouteApi('/dossier/$requestId');

function useOpeners() {
  const navigate = useNavigate();
  return {
    onOpenCitizen: (citizenId: string) => void navigate({ to: '/usager/$citizenId', params: { citizenId } }),
    onOpenRequest: (requestId: string) => void navigate({ to: '/dossier/$requestId', params: { requestId } }),
    onAmend: (requestId: string) => void navigate({ to: '/rectifier/$requestId', params: { requestId } }),
    onNewRequest: (citizen: string) => void navigate({ to: '/demande', search: { citizen } }),
  };
}

export function CitizensRoute() {
  return <FindScreen {...useOpeners()} />;
}

export function CitizenRoute() {
  const { citizenId } = citizenRoute.useParams();
  return <CitizenScreen key={citizenId} citizenId={citizenId} {...useOpeners()} />;
}

export function RequestRoute() {
  const { requestId } = requestRoute.useParams();
  const { session } = useDesk();
  return <RequestScreen key={requestId} requestId={requestId} zone={session.town.zone} acknowledgement={({ rev }) => <AcknowledgementPanel requestId={requestId} rev={rev} />} {...useOpeners()} />;
}
