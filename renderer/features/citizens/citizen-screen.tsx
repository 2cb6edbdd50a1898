import { t } from '@lingui/core/macro';
import { useEffect, useState } from 'react';
import { useCitizen } from '#renderer/data/citizens.ts';
import { useCitizenRequests } from '#renderer/data/requests.ts';
import type { PersonMatch } from '#renderer/platform/finder.ts';
import { usePlatform } from '#renderer/platform/platform.tsx';
import { useKept } from '#renderer/platform/use-elsewhere.ts';
import { bindKeys } from '#renderer/ui/bind-keys.ts';
import { Panel } from '#renderer/ui/panel.tsx';
import { displayName } from '#shared/domain/citizen/display-name.ts';
import { documentsHeld, isOpen, openFirst } from '#shared/domain/service-request/request-life.ts';
import { CitizenIdentity } from './citizen-identity.tsx';
import { HeldDocuments } from './held-documents.tsx';
import { History } from './history.tsx';
import { RequestTimeline } from './request-timeline.tsx';
import { UnheldCitizen } from './unheld-citizen.tsx';
import { useOpenedAudit } from './use-opened-audit.ts';
import './citizens.css';

/** Everything the GRC and this desk know of one person: every channel, open demandes first, documents held. */
export function CitizenScreen({ citizenId, zone, onOpenRequest, onOpenCitizen, onNewRequest, onCorrect }: {
  readonly citizenId: string;
  readonly zone: string;
  readonly onCorrect: (citizenId: string) => void;
  readonly onOpenRequest: (requestId: string) => void;
  readonly onOpenCitizen: (citizenId: string) => void;
  readonly onNewRequest: (citizenId: string) => void;
}) {
  const citizen = useCitizen(citizenId);
  const requests = useCitizenRequests(citizenId);
  const household = useHousehold(citizenId);
  const { looksElsewhere } = usePlatform();
  const kept = useKept(citizenId);
  useOpenedAudit('citizen-opened', citizen ? citizenId : undefined);
  useEffect(() =>
    bindKeys({
      F8: (event) => {
        event.preventDefault();
        if (citizen) onCorrect(citizenId);
      },
    }),
  );

  if (citizen === undefined) return null;
  if (citizen === null) return <UnheldCitizen kept={kept} looksElsewhere={looksElsewhere} />;

  const sorted = requests === undefined ? undefined : openFirst(requests);
  const open = sorted?.filter((request) => isOpen(request.status)) ?? [];
  return (
    <div className="citizen">
      <Panel title={displayName(citizen)} paneId="identity">
        <CitizenIdentity
          citizen={citizen}
          household={household}
          onOpenCitizen={onOpenCitizen}
          onNewRequest={() => onNewRequest(citizenId)}
          onCorrect={() => onCorrect(citizenId)}
        />
        <History amendments={citizen.amendments ?? []} zone={zone} />
      </Panel>
      <Panel title={open.length === 0 ? t`Demandes` : t`Demandes (${open.length} en cours)`} paneId="requests">
        <RequestTimeline requests={sorted} onOpen={onOpenRequest} />
      </Panel>
      <Panel title={t`Pièces déjà détenues`} paneId="documents">
        <HeldDocuments documents={sorted === undefined ? undefined : documentsHeld(sorted)} onOpenRequest={onOpenRequest} />
      </Panel>
    </div>
  );
}

function useHousehold(citizenId: string): readonly PersonMatch[] {
  const { finder } = usePlatform();
  const [household, setHousehold] = useState<readonly PersonMatch[]>([]);
  useEffect(() => {
    let current = true;
    setHousehold([]);
    void finder.householdOf(citizenId).then((found) => {
      if (current) setHousehold(found);
    });
    return () => {
      current = false;
    };
  }, [finder, citizenId]);
  return household;
}
