import { t } from '@lingui/core/macro';
import { useState } from 'react';
import type { ClerkCard } from '#shared/contracts/ipc/session.ts';
import type { Town } from '#shared/domain/desk/town.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { DeskCard } from './desk-card.tsx';
import { EnrolAgain } from './enrol-again.tsx';
import { PinForm } from './pin-form.tsx';

type Props = { readonly town: Town; readonly clerks: readonly ClerkCard[]; readonly isUnknown: boolean };

export function ChooseClerkScreen({ town, clerks, isUnknown }: Props) {
  const [chosenId, setChosenId] = useState<string>();
  const chosen = clerks.find((clerk) => clerk.id === chosenId);
  if (chosen !== undefined) {
    return (
      <DeskCard title={chosen.name} lead={chosen.title}>
        <PinForm clerkId={chosen.id} submitLabel={t`Ouvrir le guichet`} />
        <p>
          <Button variant="quiet" onPress={() => setChosenId(undefined)}>{t`Ce n’est pas moi`}</Button>
        </p>
      </DeskCard>
    );
  }
  return (
    <DeskCard title={t`Qui est au guichet ?`} lead={town.name}>
      {isUnknown && <EnrolAgain />}
      {clerks.length === 0 && (
        <EmptyState title={t`Aucun agent connu de ce poste.`}>{t`La liste arrive dès que le serveur répond.`}</EmptyState>
      )}
      <ul className="desk-card-list">
        {clerks.map((clerk, index) => (
          <li key={clerk.id}>
            <button type="button" className="desk-card-choice" autoFocus={index === 0} onClick={() => setChosenId(clerk.id)}>
              <strong>{clerk.name}</strong>
              <span>{clerk.knownHere ? clerk.title : t`${clerk.title} · première ouverture : réseau nécessaire`}</span>
            </button>
          </li>
        ))}
      </ul>
    </DeskCard>
  );
}
