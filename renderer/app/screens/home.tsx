import { t } from '@lingui/core/macro';
import { useNavigate } from '@tanstack/react-router';
import { useDrafts } from '#renderer/data/drafts.ts';
import { useRecentRequests } from '#renderer/data/requests.ts';
import { FindScreen } from '#renderer/features/citizens/find-screen.tsx';
import { RequestTimeline } from '#renderer/features/citizens/request-timeline.tsx';
import { HarmedJournal } from '#renderer/features/desk/harmed-journal.tsx';
import { UnsurePapers } from '#renderer/features/receipts/print-state.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import './home.css';

/** What a clerk must say of a paper, then search, then what this desk recorded and what was put aside. */
export function HomeRoute() {
  const navigate = useNavigate();
  const drafts = useDrafts();
  const onOpenRequest = (requestId: string): void => void navigate({ to: '/dossier/$requestId', params: { requestId } });
  return (
    <>
      <HarmedJournal />
      <UnsurePapers />
      <div className="home">
        <FindScreen
          onOpenRequest={onOpenRequest}
          onOpenLetter={(mailItemId) => void navigate({ to: '/courrier/$mailItemId', params: { mailItemId } })}
          onOpenCitizen={(citizenId) => void navigate({ to: '/usager/$citizenId', params: { citizenId } })}
        />
        <Panel title={t`Enregistré sur ce poste`} paneId="recent">
          <RequestTimeline requests={useRecentRequests()} onOpen={onOpenRequest} />
        </Panel>
        {drafts !== undefined && drafts.length > 0 && (
          <Panel title={t`Mis de côté (${drafts.length})`} paneId="drafts">
            <ul className="home-drafts">
              {drafts.map(({ id, of, title }) => (
                <li key={id}>
                  <Button variant="quiet" onPress={() => void (of === 'letter' ? navigate({ to: '/courrier' }) : navigate({ to: '/demande', search: { draft: id } }))}>
                    {title}
                  </Button>
                </li>
              ))}
            </ul>
          </Panel>
        )}
      </div>
    </>
  );
}
