import { t } from '@lingui/core/macro';
import type { KeyboardEvent } from 'react';
import { Check } from '#renderer/ui/check.tsx';
import { Choice } from '#renderer/ui/choice.tsx';
import { FieldFrame } from '#renderer/ui/field-frame.tsx';
import { SmartDate } from '#renderer/ui/smart-date.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import type { LetterField } from '#shared/domain/mail/check-letter.ts';
import { isRegistered } from '#shared/domain/mail/letter-draft.ts';
import { mailKindSchema, type MailKind } from '#shared/domain/mail/mail-item.ts';
import type { Department, Procedure } from '#shared/domain/procedure/procedure.ts';
import { changeLetter, focusNextEmpty, placeOf, useLetter, useLetterStore } from './letter-store.ts';
import { explainLetterRefusal, kindWord } from './letter-words.ts';
import { RegisteredNumber } from './registered-number.tsx';
import { SenderField } from './sender-field.tsx';
import { SubjectField } from './subject-field.tsx';

/** The fields of the letter in hand: what a pile has in common first, then what each letter has of its own. */
export function LetterForm({ procedures, departments, today }: { readonly procedures: readonly Procedure[]; readonly departments: readonly Department[]; readonly today: string }) {
  const store = useLetterStore();
  const kind = useLetter(({ draft }) => draft.kind);
  const onKeyDown = (event: KeyboardEvent): void => {
    const isLine = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (event.key !== 'Enter' || event.ctrlKey || event.defaultPrevented || event.nativeEvent.isComposing || !isLine) return;
    event.preventDefault();
    focusNextEmpty(store);
  };
  return (
    <div className="letter-form" onKeyDown={onKeyDown}>
      <div className="letter-common">
        <Day field="receivedOn" label={t`Arrivé le`} today={today} />
        {(isRegistered(kind) || kind === 'parcel') && <RegisteredNumber />}
      </div>
      <Choice
        label={t`Nature`}
        options={mailKindSchema.options.map((id) => ({ id, label: kindWord(id) }))}
        value={kind}
        onChange={(id) => changeLetter(store, { kind: id as MailKind, kindScanned: false })}
      />
      <SenderField />
      <SubjectField procedures={procedures} departments={departments} />
      <div className="letter-pair">
        <DepartmentField departments={departments} />
        <Day field="writtenOn" label={t`Date du courrier`} today={today} />
      </div>
      <Confidential />
      <RarelyFilled departments={departments} today={today} />
    </div>
  );
}

function useRefusal(field: LetterField): string | undefined {
  const refusal = useLetter(({ refusals }) => refusals.find((each) => each.field === field));
  return refusal && explainLetterRefusal(refusal);
}

function Day({ field, label, today }: { readonly field: 'receivedOn' | 'writtenOn' | 'postmarkedOn'; readonly label: string; readonly today: string }) {
  const store = useLetterStore();
  const value = useLetter(({ draft }) => draft[field]);
  return (
    <div id={placeOf(field)}>
      <SmartDate label={label} value={value} today={today} error={useRefusal(field)} onChange={(day) => changeLetter(store, { [field]: day })} />
    </div>
  );
}

/** A plain list: typing `v` on it chooses Voirie. */
function DepartmentField({ departments }: { readonly departments: readonly Department[] }) {
  const store = useLetterStore();
  const value = useLetter(({ draft }) => draft.departmentCode);
  const error = useRefusal('departmentCode');
  const id = placeOf('departmentCode');
  const sorted = [...departments].sort((a, b) => a.name.localeCompare(b.name, 'fr'));
  return (
    <FieldFrame id={id} label={t`Service`} error={error} hint={undefined}>
      <select
        id={id}
        className="input"
        value={value}
        aria-invalid={error !== undefined ? true : undefined}
        aria-describedby={error !== undefined ? `${id}-help` : undefined}
        onChange={(event) => changeLetter(store, { departmentCode: event.target.value })}
      >
        <option value="">{t`À choisir`}</option>
        {sorted.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}

function Confidential() {
  const store = useLetterStore();
  const confidential = useLetter(({ draft }) => draft.confidential);
  return <Check label={t`Confidentiel`} hint={t`remis fermé au service`} isSelected={confidential} onChange={(chosen) => changeLetter(store, { confidential: chosen })} />;
}

function RarelyFilled({ departments, today }: { readonly departments: readonly Department[]; readonly today: string }) {
  const store = useLetterStore();
  const copyTo = useLetter(({ draft }) => draft.copyTo);
  const departmentCode = useLetter(({ draft }) => draft.departmentCode);
  const note = useLetter(({ draft }) => draft.note);
  const noteError = useRefusal('note');
  const wanted = useLetter(({ draft, refusals }) => draft.copyTo.length > 0 || draft.note !== '' || draft.postmarkedOn !== '' || refusals.some(({ field }) => field === 'note' || field === 'postmarkedOn'));
  return (
    <details className="letter-more" open={wanted}>
      <summary>{t`Copies, cachet de la poste, note`}</summary>
      <fieldset className="field letter-copies">
        <legend>{t`Copie à`}</legend>
        {departments
          .filter(({ code }) => code !== departmentCode)
          .map(({ code, name }) => (
            <Check
              key={code}
              label={name}
              isSelected={copyTo.includes(code)}
              onChange={(chosen) => changeLetter(store, { copyTo: chosen ? [...copyTo, code] : copyTo.filter((each) => each !== code) })}
            />
          ))}
      </fieldset>
      <Day field="postmarkedOn" label={t`Cachet de la poste`} today={today} />
      <div id={placeOf('note')}>
        <TextField label={t`Note`} multiline value={note} error={noteError} onChange={(text) => changeLetter(store, { note: text })} />
      </div>
    </details>
  );
}
