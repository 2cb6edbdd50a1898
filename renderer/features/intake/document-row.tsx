import { t } from '@lingui/core/macro';
import type { KeyboardEvent } from 'react';
import { TextField } from '#renderer/ui/text-field.tsx';
import type { DocumentStatus } from '#shared/domain/document/document-check.ts';
import type { RequiredDocument } from '#shared/domain/procedure/procedure.ts';
import type { DraftDocument } from '#shared/domain/service-request/visit-draft.ts';
import { focusNow } from '#renderer/ui/focus-place.ts';

/** Keys that say the state of the document that has the focus; Space takes what the document is usually. */
const KEYS: Readonly<Record<string, DocumentStatus>> = { f: 'provided', v: 'seen', m: 'missing', r: 'refused', p: 'outdated' };

/** One required document: one key tells its state and goes to the next. */
export function DocumentRow({ required, state, nextId, onChange }: {
  readonly required: RequiredDocument;
  readonly state: DraftDocument;
  readonly nextId: string | undefined;
  readonly onChange: (next: DraftDocument) => void;
}) {
  const usual: DocumentStatus = required.keep === 'seen' ? 'seen' : 'provided';
  const set = (status: DocumentStatus): void => {
    onChange({ ...state, status, original: status === 'provided' || status === 'seen' ? 'returned' : undefined });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const status = event.key === ' ' ? (state.status === usual ? 'missing' : usual) : KEYS[event.key.toLowerCase()];
    if (status === undefined) return;
    event.preventDefault();
    set(status);
    if ((status === 'provided' || status === 'seen') && nextId !== undefined) focusNow(nextId);
  };
  const explained = state.status === 'refused' || state.status === 'outdated';
  return (
    <div className="document-row" data-status={state.status}>
      <label className="document-name" htmlFor={`visit-document-${required.type}`}>
        {required.title}
        {!required.mandatory && <span className="quiet"> {t`(facultatif)`}</span>}
        {required.hint !== undefined && <span className="quiet"> {required.hint}</span>}
      </label>
      <select
        id={`visit-document-${required.type}`}
        className="input document-status"
        value={state.status}
        onKeyDown={onKeyDown}
        onChange={(event) => set(event.target.value as DocumentStatus)}
      >
        <option value="missing">{t`Manquante (M)`}</option>
        <option value="provided">{t`Fournie (F)`}</option>
        <option value="seen">{t`Vue (V)`}</option>
        <option value="refused">{t`Refusée (R)`}</option>
        <option value="outdated">{t`Périmée (P)`}</option>
        <option value="not-required">{t`Sans objet`}</option>
      </select>
      {explained && <TextField label={t`Pourquoi ?`} value={state.reason} onChange={(reason) => onChange({ ...state, reason })} />}
      {state.status === 'provided' && (
        <label className="document-original">
          <input
            type="checkbox"
            checked={state.original === 'kept'}
            onChange={(event) => onChange({ ...state, original: event.target.checked ? 'kept' : 'returned' })}
          />{' '}
          {t`original conservé`}
        </label>
      )}
    </div>
  );
}
