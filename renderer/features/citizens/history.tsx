import { t } from '@lingui/core/macro';
import type { Procedure } from '#shared/domain/procedure/procedure.ts';
import type { Amendment, KeptAmendment } from '#shared/domain/service-request/service-request.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { fieldWord, valueWords } from './conflict-words.ts';
import { frenchInstant } from '#renderer/ui/french-format.ts';

/** Linked changes of a demande or a person, in the order they came, with what they replaced and what was set aside. */
export function History({ amendments, zone, procedure }: { readonly amendments: readonly KeptAmendment[]; readonly zone: string; readonly procedure?: Procedure | undefined }) {
  if (amendments.length === 0) return null;
  return (
    <section aria-labelledby="history-title">
      <h3 id="history-title">{t`Suivi`}</h3>
      <ol className="request-history">
        {amendments.map((amendment) => (
          <li key={amendment.id}>
            <strong>{kindWord(amendment.kind)}</strong>
            <span className="quiet">
              {' '}
              {frenchInstant(amendment.at, zone)} · {amendment.by}
            </span>
            {amendment.changes.length + (amendment.setAside?.length ?? 0) > 0 && (
              <ul className="history-changes">
                {amendment.changes.map(({ field, before, after }) => (
                  <li key={field}>{t`${fieldWord(field, procedure)} : ${valueWords(field, after)} (avant : ${valueWords(field, before)})`}</li>
                ))}
                {amendment.setAside?.map(({ field, value, by, at }) => (
                  <li key={`${field} ${at} ${valueWords(field, value)}`}>{t`${fieldWord(field, procedure)} : ${valueWords(field, value)}, saisi par ${by}, non retenu`}</li>
                ))}
              </ul>
            )}
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
