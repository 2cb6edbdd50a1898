import { t } from '@lingui/core/macro';
import type { RequestView } from '#renderer/data/request-view.ts';
import { Stamp } from '#renderer/ui/stamp.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { frenchDay } from '#renderer/ui/french-format.ts';
import { channelWord, statusStamp } from './status-words.ts';
import './citizens.css';

/** Demandes of a person, open ones first; `undefined` is still loading and shows nothing yet. */
export function RequestTimeline({ requests, onOpen }: {
  readonly requests: readonly RequestView[] | undefined;
  readonly onOpen: (requestId: string) => void;
}) {
  if (requests === undefined) return null;
  if (requests.length === 0) return <EmptyState title={t`Aucune demande connue.`} />;
  return (
    <ul className="request-timeline">
      {requests.map((request) => {
        const stamp = statusStamp(request.status);
        return (
          <li key={request.id}>
            <button type="button" className="request-row" onClick={() => onOpen(request.id)}>
              <span className="request-row-number">{request.deskNumber ?? request.grcNumber ?? t`sans numéro`}</span>
              <span className="request-row-title">{request.procedureTitle}</span>
              <span className="request-row-detail">
                {frenchDay(request.receivedOn)} · {channelWord(request.channel)}
              </span>
              <Stamp tone={stamp.tone}>{stamp.word}</Stamp>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
