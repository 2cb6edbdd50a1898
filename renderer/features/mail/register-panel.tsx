import { t } from '@lingui/core/macro';
import { memo, useState, type KeyboardEvent } from 'react';
import { useMailOfDay, type MailItemView } from '#renderer/data/mail-items.ts';
import { usePlatform } from '#renderer/platform/platform.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { frenchDay } from '#renderer/ui/french-format.ts';
import { Notice } from '#renderer/ui/notice.tsx';
import { Panel } from '#renderer/ui/panel.tsx';
import { Stamp } from '#renderer/ui/stamp.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import { bareNumber } from '#shared/domain/citizen/search-line.ts';
import { foldWords } from '#shared/domain/citizen/fold.ts';
import type { Department } from '#shared/domain/procedure/procedure.ts';
import { isoDaySchema } from '#shared/lib/dates.ts';
import { kindWord, letterStamp, senderWords } from './letter-words.ts';
import { useLetter } from './letter-store.ts';

/** Rows drawn at once; the others are a search away. */
const SHOWN = 60;

/** The register of the letter's day of arrival, latest entry first; a number finds a letter of any day. */
export function RegisterPanel({ today, departments, onOpen }: { readonly today: string; readonly departments: readonly Department[]; readonly onOpen: (mailItemId: string) => void }) {
  const day = useLetter(({ draft }) => (isoDaySchema.safeParse(draft.receivedOn).success ? draft.receivedOn : today));
  const letters = useMailOfDay(day);
  const [typed, setTyped] = useState('');
  const { unknown, find, forget } = useFindByNumber(onOpen);
  const found = letters?.filter((letter) => answersTo(letter, typed)) ?? [];
  const standing = letters?.filter(({ status }) => status !== 'void').length ?? 0;
  return (
    <Panel title={t`Registre du ${frenchDay(day)} (${standing})`} paneId="register">
      <div
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key !== 'Enter' || typed.trim() === '') return;
          event.preventDefault();
          const [only, ...others] = found;
          if (only !== undefined && others.length === 0) onOpen(only.id);
          else find(typed);
        }}
      >
        <TextField
          label={t`Chercher`}
          hint={t`expéditeur, objet, ou un numéro puis Entrée, même d’un autre jour`}
          value={typed}
          onChange={(text) => {
            forget();
            setTyped(text);
          }}
        />
      </div>
      {unknown && <Notice tone="warn">{t`Aucun pli de ce numéro sur ce poste.`}</Notice>}
      {letters?.length === 0 && <EmptyState title={t`Aucun pli de ce jour.`}>{t`Les plis enregistrés ici ou sur un autre poste apparaissent dans cette liste.`}</EmptyState>}
      {letters !== undefined && letters.length > 0 && found.length === 0 && <EmptyState title={t`Aucun pli de ce jour ne répond à cette recherche.`} />}
      {found.length > 0 && (
        <table className="register">
          <thead>
            <tr>
              <th scope="col">{t`N°`}</th>
              <th scope="col">{t`Expéditeur`}</th>
              <th scope="col">{t`Objet`}</th>
              <th scope="col">{t`Service`}</th>
              <th scope="col">{t`État`}</th>
            </tr>
          </thead>
          <tbody>
            {found.slice(0, SHOWN).map((letter) => (
              <RegisterRow key={letter.id} letter={letter} department={departments.find(({ code }) => code === letter.departmentCode)?.name ?? letter.departmentCode} onOpen={onOpen} />
            ))}
          </tbody>
        </table>
      )}
      {found.length > SHOWN && <p className="quiet">{t`${found.length - SHOWN} autres plis de ce jour : cherchez-les.`}</p>}
    </Panel>
  );
}

const RegisterRow = memo(function RegisterRow({ letter, department, onOpen }: { readonly letter: MailItemView; readonly department: string; readonly onOpen: (mailItemId: string) => void }) {
  const stamp = letterStamp(letter);
  return (
    <tr data-void={letter.status === 'void' ? '' : undefined}>
      <th scope="row">
        <Button variant="quiet" onPress={() => onOpen(letter.id)}>{letter.deskNumber ?? letter.chrono ?? t`sans numéro`}</Button>
        {letter.chrono !== null && letter.deskNumber !== null && <span className="register-chrono">{letter.chrono}</span>}
      </th>
      <td>{senderWords(letter.sender)}</td>
      <td>
        {letter.confidential ? t`Confidentiel` : letter.subject}
        {letter.kind !== 'simple' && <span className="register-kind">{kindWord(letter.kind)}</span>}
      </td>
      <td>{department}</td>
      <td>
        <Stamp tone={stamp.tone}>{stamp.word}</Stamp>
      </td>
    </tr>
  );
});

function answersTo({ deskNumber, chrono, registeredNumber, sender, subject }: MailItemView, typed: string): boolean {
  const number = bareNumber(typed);
  if (number === '') return true;
  if ([deskNumber, chrono, registeredNumber].some((each) => bareNumber(each ?? '').includes(number))) return true;
  const words = ` ${foldWords(`${senderWords(sender)} ${subject}`).join(' ')}`;
  return foldWords(typed).every((word) => words.includes(` ${word}`));
}

function useFindByNumber(onOpen: (mailItemId: string) => void) {
  const { finder } = usePlatform();
  const [unknown, setUnknown] = useState(false);
  return {
    unknown,
    forget: () => setUnknown(false),
    find: (typed: string): void => {
      void finder.letterByNumber(typed).then((id) => {
        if (id === undefined) setUnknown(true);
        else onOpen(id);
      });
    },
  };
}
