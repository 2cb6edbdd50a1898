import { t } from '@lingui/core/macro';
import { newUuid } from '#renderer/platform/new-uuid.ts';
import type { KnownSender, PersonMatch } from '#renderer/platform/finder.ts';
import { usePlatform } from '#renderer/platform/platform.tsx';
import { usePeople } from '#renderer/platform/use-people.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useAnswer } from '#renderer/platform/use-answer.ts';
import { elsewhereWords } from '#renderer/ui/elsewhere-words.ts';
import { FinderList, type FinderItem } from '#renderer/ui/finder-list.tsx';
import { focusPlace } from '#renderer/ui/focus-place.ts';
import { frenchBirthDate } from '#renderer/ui/french-format.ts';
import type { Sender } from '#shared/domain/mail/mail-item.ts';
import { likelySenderKinds, senderName, type TypedSenderKind } from '#shared/domain/mail/typed-sender.ts';
import { changeLetter, focusNextEmpty, placeOf, useLetter, useLetterStore } from './letter-store.ts';
import { explainLetterRefusal, senderKindWord, senderWords } from './letter-words.ts';

const LIMIT = 6;
const NO_WRITER: readonly KnownSender[] = [];

type Choice = { readonly sender: Sender; readonly detail: string };

/** Who wrote: a person whom the town knows, or a name as it stands on the letter, or nobody knows whom. */
export function SenderField() {
  const store = useLetterStore();
  const sender = useLetter(({ draft }) => draft.sender);
  const { seal } = usePlatform();
  const pick = (picked: Sender): void => {
    changeLetter(store, { sender: picked, typedSender: '' });
    focusNextEmpty(store);
    // Every opening of a known person is journaled; the clerk does not wait for it.
    if (picked.kind === 'citizen') void seal({ kind: 'audit', opId: newUuid(), action: 'citizen-opened', subjectId: picked.citizenId });
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
                changeLetter(store, { sender: null, typedSender: sender.kind === 'citizen' ? '' : (senderName(sender) ?? '') });
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
  const store = useLetterStore();
  const typed = useLetter(({ draft }) => draft.typedSender);
  const { finder } = usePlatform();
  const writers = useAnswer(typed, (text) => finder.letterSenders(text, LIMIT), NO_WRITER);
  const people = usePeople(typed, LIMIT);
  const error = useSenderRefusal();
  const name = typed.trim();
  const isName = /\p{L}/u.test(name);
  const kinds: readonly TypedSenderKind[] = isName ? likelySenderKinds(name) : [];
  const wrote = new Set(writers.value.map(({ sender }) => (sender.kind === 'citizen' ? sender.citizenId : '')));
  const known: readonly Choice[] = [
    ...writers.value.map(({ sender, birthDate, city }) => ({ sender, detail: sender.kind === 'citizen' ? whoWords(birthDate, city) : kindOf(sender) })),
    ...people.value
      .filter(({ id }) => !wrote.has(id))
      .map(choiceOf),
  ].slice(0, LIMIT);
  const choices: readonly Choice[] = [
    ...known,
    ...kinds.map((kind) => ({ sender: { kind, name }, detail: senderKindWord(kind) })),
    { sender: { kind: 'unknown' }, detail: t`anonyme, illisible` },
    // They come later: below, where they move no row.
    ...people.elsewhere.people.filter(({ id }) => !wrote.has(id)).map(choiceOf),
  ];
  const items = choices.map(({ sender, detail }, index): FinderItem => ({ id: String(index), title: index < known.length || sender.kind === 'unknown' || sender.kind === 'citizen' ? senderWords(sender) : t`« ${name} »`, detail }));
  return (
    <FinderList
      label={t`Expéditeur`}
      inputId="letter-sender-input"
      inputValue={typed}
      onInputChange={(text) => changeLetter(store, { typedSender: text })}
      autoFocus
      loading={writers.pending || people.pending}
      error={error}
      hint={t`Nom connu de la ville, ou nom lu sur le pli ; ? pour un inconnu`}
      items={items}
      onPick={(id) => {
        const choice = choices[Number(id)];
        if (choice === undefined) return;
        if (choice.sender.kind === 'citizen') people.keep(choice.sender.citizenId);
        onPick(choice.sender);
      }}
      note={elsewhereWords(people.elsewhere.state)}
      emptyText={null}
      showWhenEmpty={false}
    />
  );
}

function choiceOf({ id, displayName, birthDate, city }: PersonMatch): Choice {
  return { sender: { kind: 'citizen', citizenId: id, displayName }, detail: whoWords(birthDate, city) };
}

function whoWords(birthDate: string | null, city: string | null): string {
  return [birthDate && frenchBirthDate(birthDate), city].filter(Boolean).join(' · ');
}

function kindOf(sender: Sender): string {
  return sender.kind === 'citizen' || sender.kind === 'unknown' ? '' : senderKindWord(sender.kind);
}
