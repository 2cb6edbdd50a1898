import { t } from '@lingui/core/macro';
import { useEffect, useState } from 'react';
import { useProcedures } from '#renderer/data/catalogue.ts';
import type { RequestView } from '#renderer/data/request-view.ts';
import { useRequest } from '#renderer/data/requests.ts';
import { newUuid } from '#renderer/platform/new-uuid.ts';
import { usePlatform } from '#renderer/platform/platform.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { explainSealRefusal } from '#renderer/ui/seal-refusal.ts';
import { TextField } from '#renderer/ui/text-field.tsx';
import { unsaved } from '#renderer/ui/unsaved.ts';
import { useFormKeys } from '#renderer/ui/use-form-keys.ts';
import type { Procedure } from '#shared/domain/procedure/procedure.ts';
import { changesOf } from '#shared/domain/service-request/amend-request.ts';
import { containsNir } from '#shared/domain/service-request/nir.ts';
import type { VisitDraft } from '#shared/domain/service-request/visit-draft.ts';
import { validateForm } from '#shared/lib/json-schema/validate-form.ts';
import { visibleFields } from '#shared/lib/json-schema/visible-fields.ts';
import { DocumentRow } from './document-row.tsx';
import { focusPlace } from '#renderer/ui/focus-place.ts';
import { places } from './focus-places.ts';
import { FormFieldInput } from './form-field-input.tsx';
import { changeDraft, createVisitStore, freshVisit, useVisit, useVisitStore, VisitProvider } from './visit-store.ts';
import './intake.css';

/** "Rectifier": a linked amendment of a recorded demande; what was sealed stays as it was. */
export function AmendScreen({ requestId, today, onDone }: { readonly requestId: string; readonly today: string; readonly onDone: () => void }) {
  const request = useRequest(requestId);
  const procedures = useProcedures();
  if (request === undefined || procedures === undefined) return null;
  const procedure = procedures.find(({ code, version }) => code === request?.procedureCode && version === request.procedureVersion);
  if (request === null || procedure === undefined) {
    return <EmptyState title={t`Cette demande ne peut pas être rectifiée ici.`}>{t`Ce poste ne connaît pas la version de la démarche avec laquelle elle a été déposée.`}</EmptyState>;
  }
  return <Amending key={request.id} request={request} procedure={procedure} today={today} onDone={onDone} />;
}

type Given = { readonly request: RequestView; readonly procedure: Procedure; readonly today: string; readonly onDone: () => void };

function Amending(given: Given) {
  const [store] = useState(() => createVisitStore(draftOf(given.request)));
  return (
    <VisitProvider value={store}>
      <AmendForm {...given} />
    </VisitProvider>
  );
}

function AmendForm({ request, procedure, today, onDone }: Given) {
  const store = useVisitStore();
  const { seal } = usePlatform();
  const values = useVisit(({ draft }) => draft.values);
  const documents = useVisit(({ draft }) => draft.documents);
  const note = useVisit(({ draft }) => draft.note);
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string>();
  const [opId] = useState(newUuid);
  const shown = visibleFields(procedure.form, values);

  const record = async (): Promise<void> => {
    const form = validateForm(procedure.form, values);
    if (!form.ok) {
      store.setState({ refusals: form.refusal.map((refusal) => ({ code: 'field', ...refusal })) });
      const first = form.refusal[0]?.field;
      if (first !== undefined) focusPlace(places.field(first));
      return;
    }
    if ([note, reason, ...Object.values(form.value)].some((text) => typeof text === 'string' && containsNir(text))) {
      setProblem(t`Un numéro de sécurité sociale n’a pas à être gardé : retirez-le.`);
      return;
    }
    const rectified = request.documents.map((held) => {
      const state = documents[held.type];
      if (state === undefined || state.status === held.status) return held;
      const { reason: _reason, original: _original, ...kept } = held;
      return { ...kept, status: state.status, ...(state.reason !== '' && { reason: state.reason }), ...(state.original !== undefined && { original: state.original }) };
    });
    const changes = changesOf(request, { form: form.value, documents: rectified, note });
    if (changes.length === 0) {
      setProblem(t`Rien n’a changé : corrigez un renseignement ou une pièce, ou revenez en arrière.`);
      return;
    }
    const sealed = await seal({
      kind: 'amendment',
      opId,
      requestId: request.id,
      amendment: { id: opId, kind: 'correction', changes, seenStatus: request.status, ...(reason.trim() !== '' && { reason: reason.trim() }) },
    });
    if (sealed.ok) onDone();
    else setProblem(explainSealRefusal(sealed.refusal, 'change'));
  };

  useFormKeys(record, onDone);
  useEffect(() => {
    const [first] = visibleFields(procedure.form, store.getState().draft.values);
    if (first !== undefined) focusPlace(places.field(first));
  }, [procedure, store]);

  return (
    <div className="intake" {...unsaved}>
      <div className="intake-columns">
        <Panel title={request.procedureTitle} paneId="form">
          {shown.map((name) => (
            <FormFieldInput key={name} name={name} procedure={procedure} today={today} />
          ))}
          <TextField label={t`Note pour le service`} multiline value={note} onChange={(text) => changeDraft(store, { note: text })} />
        </Panel>
        <Panel title={t`Pièces`} paneId="documents">
          {request.documents.length === 0 && <EmptyState title={t`Aucune pièce demandée.`} />}
          {request.documents.map((held) => {
            const state = documents[held.type];
            const required = procedure.documents.find(({ type }) => type === held.type);
            if (state === undefined || required === undefined) return null;
            return (
              <DocumentRow
                key={held.type}
                required={required}
                state={state}
                nextId={undefined}
                onChange={(next) => changeDraft(store, { documents: { ...store.getState().draft.documents, [held.type]: next } })}
              />
            );
          })}
        </Panel>
        <Panel title={t`Rectification`} paneId="reason">
          <TextField label={t`Pourquoi ? (facultatif)`} value={reason} onChange={setReason} hint={t`La demande d’origine reste telle qu’elle a été déposée.`} />
          {problem !== undefined && <Notice tone="danger">{problem}</Notice>}
          <div className="new-person-actions">
            <Button variant="primary" keys="F9" onPress={() => void record()}>{t`Enregistrer la rectification`}</Button>
            <Button keys={t`Échap`} onPress={onDone}>{t`Revenir`}</Button>
          </div>
        </Panel>
      </div>
    </div>
  );
}

/** The sealed demande as the fields of a visit, so that the same inputs show it. */
function draftOf(request: RequestView): VisitDraft {
  return {
    ...freshVisit(),
    procedure: { code: request.procedureCode, version: request.procedureVersion, title: request.procedureTitle },
    values: request.form,
    note: request.note ?? '',
    documents: Object.fromEntries(
      request.documents.map(({ id, type, status, reason, original }) => [type, { id, status, reason: reason ?? '', ...(original !== undefined && { original }) }]),
    ),
  };
}
