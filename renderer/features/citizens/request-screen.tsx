import { t } from '@lingui/core/macro';
import { useEffect, type ReactNode } from 'react';
import { useDepartments, useProcedures } from '#renderer/data/catalogue.ts';
import type { RequestView } from '#renderer/data/request-view.ts';
import { useRequest } from '#renderer/data/requests.ts';
import { bindKeys } from '#renderer/ui/bind-keys.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { Stamp } from '#renderer/ui/stamp.tsx';
import { isOpen } from '#shared/domain/service-request/request-life.ts';
import type { Party } from '#shared/domain/service-request/service-request.ts';
import { frenchDay, frenchInstant } from '#renderer/ui/french-format.ts';
import { RequestDocuments } from './request-documents.tsx';
import { RequestForm } from './request-form.tsx';
import { History } from './history.tsx';
import { ReprintReceipt } from './reprint-receipt.tsx';
import { channelWord, statusForCitizen, statusStamp, transmissionWords } from './status-words.ts';
import { useOpenedAudit } from './use-opened-audit.ts';
import './citizens.css';

/** "Where is my request": its state in words that can be read aloud, then all that was handed over. */
export function RequestScreen({ requestId, zone, acknowledgement, onOpenCitizen, onOpenLetter, onAmend }: {
  readonly requestId: string;
  readonly zone: string;
  /** Of a demande that came by post. */
  readonly acknowledgement: (request: RequestView) => ReactNode;
  readonly onOpenCitizen: (citizenId: string) => void;
  readonly onOpenLetter: (mailItemId: string) => void;
  readonly onAmend: (requestId: string) => void;
}) {
  const request = useRequest(requestId);
  const departments = useDepartments();
  const procedures = useProcedures();
  useOpenedAudit('request-opened', request ? requestId : undefined);
  useEffect(() =>
    bindKeys({
      F8: (event) => {
        event.preventDefault();
        if (request && isOpen(request.status)) onAmend(requestId);
      },
    }),
  );

  if (request === undefined) return null;
  if (request === null) {
    return (
      <EmptyState title={t`Cette demande n’est pas connue de ce poste.`}>
        {t`Vérifiez le numéro. Une demande déposée ailleurs il y a un instant arrive à la prochaine synchronisation.`}
      </EmptyState>
    );
  }
  const department = departments?.find((each) => each.code === request.departmentCode);
  const procedure = procedures?.find((each) => each.code === request.procedureCode);
  const stamp = statusStamp(request.status);
  return (
    <div className="request">
      <Panel title={request.procedureTitle} paneId="state">
        <p className="request-number">{request.deskNumber ?? request.grcNumber ?? t`sans numéro`}</p>
        <p className="request-stamps">
          <Stamp tone={stamp.tone}>{stamp.word}</Stamp>
          <span>{transmissionWords(request)}</span>
        </p>
        <p className="request-spoken">{statusForCitizen(request, department?.name ?? t`instructeur`)}</p>
        <RequestFacts request={request} zone={zone} onOpenCitizen={onOpenCitizen} onOpenLetter={onOpenLetter} />
        {department && (
          <p className="quiet">
            {department.name} · {department.phone}
          </p>
        )}
        {isOpen(request.status) && (
          <div>
            <Button keys="F8" onPress={() => onAmend(requestId)}>{t`Rectifier`}</Button>
          </div>
        )}
        {request.captured !== null && request.channel !== 'mail' && <ReprintReceipt requestId={requestId} />}
      </Panel>
      <Panel title={t`Renseignements`} paneId="form">
        <RequestForm values={request.form} schema={procedure?.form} note={request.note} />
      </Panel>
      <Panel title={t`Pièces et suivi`} paneId="documents">
        <RequestDocuments request={request} />
        <History amendments={request.amendments} zone={zone} procedure={procedure} />
      </Panel>
      {request.channel === 'mail' && acknowledgement(request)}
    </div>
  );
}

/** The letter that brought it, and the postmark, which binds the sender only. */
function LetterLink({ arrivedBy: { mailItemId, postmarkedOn }, onOpenLetter }: {
  readonly arrivedBy: NonNullable<RequestView['arrivedBy']>;
  readonly onOpenLetter: (mailItemId: string) => void;
}) {
  return (
    <>
      {postmarkedOn !== undefined && <span className="quiet"> {t`cachet du ${frenchDay(postmarkedOn)}`}</span>}{' '}
      <Button variant="quiet" onPress={() => onOpenLetter(mailItemId)}>{t`Ouvrir le pli`}</Button>
    </>
  );
}

function RequestFacts({ request, zone, onOpenCitizen, onOpenLetter }: {
  readonly request: RequestView;
  readonly zone: string;
  readonly onOpenCitizen: (citizenId: string) => void;
  readonly onOpenLetter: (mailItemId: string) => void;
}) {
  const person = (party: Party) => (
    <Button variant="quiet" onPress={() => onOpenCitizen(party.citizenId)}>
      {party.displayName}
    </Button>
  );
  return (
    <dl>
      <dt>{t`Demandeur`}</dt>
      <dd>{request.applicant ? person(request.applicant) : t`Sans demandeur (anonyme)`}</dd>
      {request.representative && (
        <>
          <dt>{t`Représenté par`}</dt>
          <dd>{person(request.representative)}</dd>
        </>
      )}
      {request.beneficiaries.length > 0 && (
        <>
          <dt>{t`Pour`}</dt>
          <dd>{request.beneficiaries.map((party) => <span key={party.citizenId}>{person(party)}</span>)}</dd>
        </>
      )}
      <dt>{t`Reçue le`}</dt>
      <dd>
        {frenchDay(request.receivedOn)} · {channelWord(request.channel)}
        {request.arrivedBy && <LetterLink arrivedBy={request.arrivedBy} onOpenLetter={onOpenLetter} />}
      </dd>
      {request.captured && (
        <>
          <dt>{t`Enregistrée`}</dt>
          <dd>
            {frenchInstant(request.captured.at, zone)} · {request.captured.clerk.name}
          </dd>
        </>
      )}
    </dl>
  );
}
