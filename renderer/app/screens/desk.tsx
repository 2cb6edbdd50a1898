import { useNavigate } from '@tanstack/react-router';
import { DayEndScreen } from '#renderer/features/desk/day-end-screen.tsx';
import { DeskStateScreen } from '#renderer/features/desk/desk-state-screen.tsx';
import { EnrolAgain } from '#renderer/features/desk/enrol-again.tsx';
import { SyncScreen } from '#renderer/features/sync-status/sync-screen.tsx';
import { useSyncReport } from '#renderer/features/sync-status/use-sync-report.ts';
import { unsentOf } from '#shared/sync/sync-state.ts';
import { unsentWords } from '../unsent-words.ts';
import { useDesk } from '../desk-context.tsx';

export function SyncRoute() {
  const navigate = useNavigate();
  const { session } = useDesk();
  return (
    <SyncScreen
      zone={session.town.zone}
      enrolAgain={session.isUnknown === true && <EnrolAgain />}
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

export function DayEndRoute() {
  return <DayEndScreen unsent={unsentWords(unsentOf(useSyncReport()))} />;
}
