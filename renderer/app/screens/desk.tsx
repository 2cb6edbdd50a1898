import { useNavigate } from '@tanstack/react-router';
import { DeskStateScreen } from '#renderer/features/desk/desk-state-screen.tsx';
import { SyncScreen } from '#renderer/features/sync-status/sync-screen.tsx';
import { useDesk } from '../desk-context.tsx';

export function SyncRoute() {
  const navigate = useNavigate();
  return (
    <SyncScreen
      onOpen={({ topic, id }) => {
        if (topic === 'mail-items') void navigate({ to: '/courrier/$mailItemId', params: { mailItemId: id } });
        else if (topic === 'citizens') void navigate({ to: '/usager/$citizenId', params: { citizenId: id } });
        else void navigate({ to: '/dossier/$requestId', params: { requestId: id } });
      }}
      onCompare={(opId) => void navigate({ to: '/comparer/$opId', params: { opId } })}
    />
  );
}

export function DeskRoute() {
  const { session, settings } = useDesk();
  return <DeskStateScreen settings={settings} town={session.town} desk={session.desk} />;
}
