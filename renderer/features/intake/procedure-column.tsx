import { t } from '@lingui/core/macro';
import { useMemo, useState } from 'react';
import { Button } from '#renderer/ui/button.tsx';
import { FinderList } from '#renderer/ui/finder-list.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import { findProcedures } from '#shared/domain/procedure/find-procedures.ts';
import type { Procedure } from '#shared/domain/procedure/procedure.ts';
import { visibleFields } from '#shared/lib/json-schema/visible-fields.ts';
import { newUuid } from '#renderer/platform/new-uuid.ts';
import { focusPlace } from '#renderer/ui/focus-place.ts';
import { places } from './focus-places.ts';
import { FormFieldInput } from './form-field-input.tsx';
import { changeDraft, useVisit, useVisitStore } from './visit-store.ts';

/** Column 2: the procedure, found by typing, then its form. */
export function ProcedureColumn({ procedures, procedure, today }: {
  readonly procedures: readonly Procedure[];
  readonly procedure: Procedure | undefined;
  readonly today: string;
}) {
  return (
    <Panel title={t`2 Démarche`} paneId="procedure">
      {procedure === undefined ? <ProcedurePicker procedures={procedures} /> : <ProcedureForm procedure={procedure} today={today} />}
    </Panel>
  );
}

function ProcedurePicker({ procedures }: { readonly procedures: readonly Procedure[] }) {
  const store = useVisitStore();
  const byLetter = useVisit(({ draft }) => draft.letter !== undefined);
  const [typed, setTyped] = useState('');
  const refused = useVisit(({ refusals }) => refusals.some((refusal) => refusal.code === 'procedure-missing'));
  const found = useMemo(() => findProcedures(procedures, typed), [procedures, typed]);
  const pick = (code: string): void => {
    const procedure = procedures.find((each) => each.code === code);
    if (procedure === undefined) return;
    const documents = Object.fromEntries(
      procedure.documents.map(({ type }) => [type, { id: newUuid(), status: 'missing' as const, reason: '' }]),
    );
    changeDraft(store, { procedure: { code: procedure.code, version: procedure.version, title: procedure.title }, documents, values: {} });
    const first = visibleFields(procedure.form, {})[0];
    const next = procedure.beneficiary?.required === true ? [places.beneficiary] : first === undefined ? [] : [places.field(first)];
    focusPlace(...next, places.documents);
  };
  return (
    <FinderList
      label={byLetter ? t`Que demande le courrier ?` : t`Que vient faire l’usager ?`}
      inputId={places.procedure}
      inputValue={typed}
      onInputChange={setTyped}
      error={refused ? t`Choisissez la démarche.` : undefined}
      items={found.map(({ code, title, fee }) => ({ id: code, title, detail: fee?.label }))}
      onPick={pick}
      emptyText={t`Aucune démarche de ce nom. Essayez un autre mot, ou « réclamation ».`}
    />
  );
}

function ProcedureForm({ procedure, today }: { readonly procedure: Procedure; readonly today: string }) {
  const store = useVisitStore();
  const values = useVisit(({ draft }) => draft.values);
  const note = useVisit(({ draft }) => draft.note);
  const noteRefused = useVisit(({ refusals }) => refusals.some((refusal) => refusal.code === 'nir' && refusal.field === 'note'));
  const shown = visibleFields(procedure.form, values);
  return (
    <>
      <p className="person-card">
        <strong>{procedure.title}</strong>
        <Button
          variant="quiet"
          onPress={() => {
            changeDraft(store, { procedure: null, documents: {}, values: {} });
            focusPlace(places.procedure);
          }}
        >{t`Changer`}</Button>
      </p>
      {procedure.fee !== undefined && <p className="quiet">{feeWords(procedure.fee)}</p>}
      {shown.map((name) => (
        <FormFieldInput key={name} name={name} procedure={procedure} today={today} />
      ))}
      <TextField
        label={t`Note pour le service`}
        multiline
        value={note}
        onChange={(text) => changeDraft(store, { note: text })}
        error={noteRefused ? t`Un numéro de sécurité sociale n’a pas à être gardé : retirez-le.` : undefined}
      />
    </>
  );
}

/** Shown, never cashed here: only a régisseur may. */
function feeWords(fee: NonNullable<Procedure['fee']>): string {
  if (fee.cents === undefined) return fee.label;
  const amount = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' }).format(fee.cents / 100);
  return t`Montant dû : ${amount} (${fee.label}), à régler à la régie`;
}
