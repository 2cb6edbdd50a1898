import { t } from '@lingui/core/macro';
import type { RequestView } from '#renderer/data/request-view.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Stamp } from '#renderer/ui/stamp.tsx';
import type { DocumentStatus } from '#shared/domain/document/document-check.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import type { Tone } from './status-words.ts';

/** Each required document with its state, and how far its files are. */
export function RequestDocuments({ request }: { readonly request: RequestView }) {
  const shown = request.documents.filter((check) => check.status !== 'not-required');
  if (shown.length === 0 && request.attachments.length === 0) return <EmptyState title={t`Aucune pièce.`} />;
  const verified = request.attachmentStates.filter((state) => state.verified).length;
  return (
    <>
      <ul className="request-documents">
        {shown.map((check) => {
          const { word, tone } = documentStamp(check.status);
          return (
            <li key={check.id}>
              <span>{check.title}</span>
              <Stamp tone={tone}>{word}</Stamp>
              {check.reason && <span className="quiet">{check.reason}</span>}
              {check.original === 'kept' && <span className="quiet">{t`Original conservé`}</span>}
            </li>
          );
        })}
      </ul>
      {request.attachments.length > 0 && (
        <p className="quiet">
          {t`Pièces jointes : ${request.attachments.length}, dont ${verified} vérifiées par le serveur.`}
        </p>
      )}
    </>
  );
}

function documentStamp(status: DocumentStatus): { readonly word: string; readonly tone: Tone } {
  switch (status) {
    case 'provided':
      return { word: t`Fournie`, tone: 'ok' };
    case 'seen':
      return { word: t`Vue`, tone: 'ok' };
    case 'missing':
      return { word: t`Manquante`, tone: 'warn' };
    case 'refused':
      return { word: t`Refusée`, tone: 'danger' };
    case 'outdated':
      return { word: t`Périmée`, tone: 'warn' };
    case 'not-required':
      return { word: t`Sans objet`, tone: 'neutral' };
    default:
      return unreachable(status);
  }
}
