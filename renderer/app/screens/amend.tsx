import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { AmendScreen } from '#renderer/features/intake/amend-screen.tsx';
import { localDay } from '#shared/lib/dates.ts';
import { useDesk } from '../desk-context.tsx';

const route = getRouteApi('/rectifier/$requestId');

export function AmendRoute() {
  const { requestId } = route.useParams();
  const { session } = useDesk();
  const navigate = useNavigate();
  return (
    <AmendScreen
      key={requestId}
      requestId={requestId}
      today={localDay(Date.now(), session.town.zone)}
      onDone={() => void navigate({ to: '/dossier/$requestId', params: { requestId } })}
    />
  );
}
