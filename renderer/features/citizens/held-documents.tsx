import { t } from '@lingui/core/macro';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import type { HeldDocument } from '#shared/domain/service-request/request-life.ts';
import { frenchDay } from '#renderer/ui/french-format.ts';

/** What the town has already had in hand: what the person need not bring again. */
export function HeldDocuments({ documents, onOpenRequest }: {
  readonly documents: readonly HeldDocument[] | undefined;
  readonly onOpenRequest: (requestId: string) => void;
}) {
  if (documents === undefined) return null;
  if (documents.length === 0) return <EmptyState title={t`Aucune pièce détenue.`} />;
  return (
    <ul className="held-documents">
      {documents.map((document) => (
        <li key={document.type}>
          <button type="button" className="request-row" onClick={() => onOpenRequest(document.requestId)}>
            <span className="request-row-title">{document.title}</span>
            <span className="request-row-detail">{describe(document)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function describe(document: HeldDocument): string {
  const on = frenchDay(document.on);
  switch (document.status) {
    case 'seen':
      return t`Vue le ${on}, sans copie`;
    case 'outdated':
      return t`Périmée, reçue le ${on}`;
    case 'provided':
      return document.attachmentIds.length > 0 ? t`Copie reçue le ${on}` : t`Fournie le ${on}`;
  }
}
