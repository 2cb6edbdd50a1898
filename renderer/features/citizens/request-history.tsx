import { t } from '@lingui/core/macro';
import type { RequestView } from '#renderer/data/request-view.ts';
import type { Amendment } from '#shared/domain/service-request/service-request.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { frenchInstant } from '#renderer/ui/french-format.ts';

/** Linked changes, in the order they came; the sealed original stays as it was. */
export function RequestHistory({ request, zone }: { readonly request: RequestView; readonly zone: string }) {
  if (request.amendments.length === 0) return null;
  return (
    <section aria-labelledby="history-title">
      <h3 id="history-title">{t`Suivi`}</h3>
      <ol className="request-history">
        {request.amendments.map((amendment) => (
          <li key={amendment.id}>
            <strong>{kindWord(amendment.kind)}</strong>
            <span className="quiet">
              {' '}
              {frenchInstant(amendment.at, zone)} · {amendment.by}
            </span>
            {amendment.reason && <p>{amendment.reason}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function kindWord(kind: Amendment['kind']): string {
  switch (kind) {
    case 'correction':
      return t`Rectification`;
    case 'complement':
      return t`Complément`;
    case 'withdrawal':
      return t`Retrait`;
    case 'void':
      return t`Numéro annulé`;
    default:
      return unreachable(kind);
  }
}
