import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { newUuid } from '#renderer/platform/new-uuid.ts';
import { usePeople } from '#renderer/platform/use-people.ts';
import { Button } from '#renderer/ui/button.tsx';
import { FinderList, type FinderItem } from '#renderer/ui/finder-list.tsx';
import { focusPlace } from '#renderer/ui/focus-place.ts';
import { frenchBirthDate } from '#renderer/ui/french-format.ts';
import type { Sender } from '#shared/domain/mail/mail-item.ts';
import { likelySenderKinds, type TypedSenderKind } from '#shared/domain/mail/typed-sender.ts';
import { changeLetter, focusNextEmpty, placeOf, useLetter, useLetterStore } from './letter-store.ts';
import { explainLetterRefusal, senderKindWord, senderWords } from './letter-words.ts';
import { sealOnDesk } from './record-letter.ts';

const LIMIT = 6;

/** Who wrote: a person whom the town knows, or a name as it stands on the letter, or nobody knows whom. */
export function SenderField() {
  const store = useLetterStore();
  const sender = useLetter(({ draft }) => draft.sender);
  const pick = (picked: Sender): void => {
    changeLetter(store, { sender: picked });
    focusNextEmpty(store);
    // Every opening of a known person is journaled; the clerk does not wait for it.
    if (picked.kind === 'citizen') void sealOnDesk({ kind: 'audit', opId: newUuid(), action: 'citizen-opened', subjectId: picked.citizenId });
  };
  return (
    <div id={placeOf('sender')}>
      {sender === null ? (
        <SenderFinder onPick={pick} />
      ) : (
        <div className="field">
          <span className="field-label">{t`Expéditeur`}</span>
          <p className="letter-sender">
            <strong>{senderWords(sender)}</strong>
            {sender.kind !== 'citizen' && sender.kind !== 'unknown' && <span className="quiet">{senderKindWord(sender.kind)}</span>}
            <Button
              variant="quiet"
              onPress={() => {
                changeLetter(store, { sender: null });
                focusPlace(placeOf('sender'));
              }}
            >{t`Changer`}</Button>
          </p>
          <SenderRefusal />
        </div>
      )}
    </div>
  );
}

function useSenderRefusal(): string | undefined {
  const refusal = useLetter(({ refusals }) => refusals.find(({ field }) => field === 'sender'));
  return refusal && explainLetterRefusal(refusal);
}

function SenderRefusal() {
  const words = useSenderRefusal();
  return words === undefined ? null : <p className="field-error">{words}</p>;
}

function SenderFinder({ onPick }: { readonly onPick: (sender: Sender) => void }) {
  const [typed, setTyped] = useState('');
  const { people, pending } = usePeople(typed, LIMIT);
  const error = useSenderRefusal();
  const name = typed.trim();
  const isName = /\p{L}/u.test(name);
  const kinds: readonly TypedSenderKind[] = isName ? likelySenderKinds(name) : [];
  const items: readonly FinderItem[] = [
    ...people.map((person) => ({
      id: person.id,
      title: person.displayName,
      detail: [person.birthDate && frenchBirthDate(person.birthDate), person.city].filter(Boolean).join(' · '),
    })),
    ...kinds.map((kind) => ({ id: kind, title: t`« ${name} »`, detail: senderKindWord(kind) })),
    { id: 'unknown', title: t`Expéditeur inconnu`, detail: t`anonyme, illisible` },
  ];
  return (
    <FinderList
      label={t`Expéditeur`}
      inputId="letter-sender-input"
      inputValue={typed}
      onInputChange={setTyped}
      autoFocus
      loading={pending}
      error={error}
      hint={t`Nom connu de la ville, ou nom lu sur le pli ; ? pour un inconnu`}
      items={items}
      onPick={(id) => {
        const person = people.find((each) => each.id === id);
        const kind = kinds.find((each) => each === id);
        if (person !== undefined) onPick({ kind: 'citizen', citizenId: person.id, displayName: person.displayName });
        else onPick(kind === undefined ? { kind: 'unknown' } : { kind, name });
      }}
      emptyText={null}
      showWhenEmpty={false}
    />
  );
}
