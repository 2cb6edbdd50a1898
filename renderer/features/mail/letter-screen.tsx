import { t } from '@lingui/core/macro';
import { useEffect, useState } from 'react';
import { useDepartments } from '#renderer/data/catalogue.ts';
import { useMailItem, type MailItemView } from '#renderer/data/mail-items.ts';
import { bindKeys } from '#renderer/ui/bind-keys.ts';
import { Button } from '#renderer/ui/button.tsx';
import { DeskNumber } from '#renderer/ui/desk-number.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { frenchDay, frenchInstant } from '#renderer/ui/french-format.ts';
import { Panel } from '#renderer/ui/panel.tsx';
import { Stamp } from '#renderer/ui/stamp.tsx';
import type { Amendment } from '#shared/domain/service-request/service-request.ts';
import { deskPaths } from '#shared/contracts/desk-api/desk-api.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { kindWord, letterStamp, senderWords } from './letter-words.ts';
import { RectifyLetter } from './rectify-letter.tsx';
import './mail.css';

type Openers = {
  readonly onOpenCitizen: (citizenId: string) => void;
  readonly onOpenRequest: (requestId: string) => void;
  readonly onMakeRequest: (mailItemId: string) => void;
  readonly onBack: () => void;
};

/** One letter of the register, with all that became of it. */
export function LetterScreen({ mailItemId, zone, today, ...openers }: Openers & { readonly mailItemId: string; readonly zone: string; readonly today: string }) {
  const letter = useMailItem(mailItemId);
  const [rectifying, setRectifying] = useState(false);
  const { onMakeRequest, onBack } = openers;
  const stands = letter?.status === 'received';
  useEffect(() =>
    bindKeys(
      rectifying
        ? {}
        : {
            F9: (event) => {
              event.preventDefault();
              if (stands) onMakeRequest(mailItemId);
            },
            F8: (event) => {
              event.preventDefault();
              if (stands) setRectifying(true);
            },
            Escape: onBack,
          },
    ),
  );
  if (letter === undefined) return null;
  if (letter === null) {
    return (
      <EmptyState title={t`Ce pli n’est pas connu de ce poste.`}>
        {t`Vérifiez le numéro. Un pli enregistré ailleurs il y a un instant arrive à la prochaine synchronisation.`}
      </EmptyState>
    );
  }
  const stamp = letterStamp(letter);
  return (
    <div className="letter">
      <Panel title={letter.confidential ? t`Pli confidentiel` : letter.subject} paneId="letter">
        <p className="letter-last-number">
          <DeskNumber number={letter.deskNumber ?? letter.chrono ?? t`sans numéro`} size="title" />
          <Stamp tone={stamp.tone}>{stamp.word}</Stamp>
          <span className="quiet">{letter.chrono}</span>
        </p>
        <LetterFacts letter={letter} zone={zone} onOpenCitizen={openers.onOpenCitizen} />
        <div className="letter-actions">
          {stands && <Button variant="primary" keys="F9" onPress={() => onMakeRequest(mailItemId)}>{t`En faire une demande`}</Button>}
          {stands && <Button keys="F8" onPress={() => setRectifying(true)}>{t`Rectifier`}</Button>}
          <Button {...(!rectifying && { keys: t`Échap` })} onPress={onBack}>{t`Retour au courrier`}</Button>
        </div>
      </Panel>
      {rectifying && stands && <RectifyLetter letter={letter} today={today} onDone={() => setRectifying(false)} />}
      <Panel title={t`Suites`} paneId="history">
        <LetterHistory letter={letter} zone={zone} onOpenRequest={openers.onOpenRequest} />
      </Panel>
    </div>
  );
}

function LetterFacts({ letter, zone, onOpenCitizen }: { readonly letter: MailItemView; readonly zone: string; readonly onOpenCitizen: (citizenId: string) => void }) {
  const departments = useDepartments();
  const { sender, captured } = letter;
  const department = (code: string): string => departments?.find((each) => each.code === code)?.name ?? code;
  return (
    <dl className="letter-facts">
      <dt>{t`Expéditeur`}</dt>
      <dd>{sender.kind === 'citizen' ? <Button variant="quiet" onPress={() => onOpenCitizen(sender.citizenId)}>{sender.displayName}</Button> : senderWords(sender)}</dd>
      <Fact of={t`Arrivé le`}>{frenchDay(letter.receivedOn)}</Fact>
      <Fact of={t`Date du courrier`}>{letter.writtenOn && frenchDay(letter.writtenOn)}</Fact>
      <Fact of={t`Cachet de la poste`}>{letter.postmarkedOn && frenchDay(letter.postmarkedOn)}</Fact>
      <Fact of={t`Nature`}>{kindWord(letter.kind)}</Fact>
      <Fact of={t`N° de suivi`}>{letter.registeredNumber}</Fact>
      <Fact of={t`Service`}>{department(letter.departmentCode)}</Fact>
      <Fact of={t`Copie à`}>{letter.copyTo.map(department).join(', ')}</Fact>
      <Fact of={t`Note`}>{letter.note}</Fact>
      <Fact of={t`Enregistré`}>{captured && `${frenchInstant(captured.at, zone)} · ${captured.clerk.name}`}</Fact>
    </dl>
  );
}

function Fact({ of, children }: { readonly of: string; readonly children: string | null | undefined }) {
  if (children === null || children === undefined || children === '') return null;
  return (
    <>
      <dt>{of}</dt>
      <dd>{children}</dd>
    </>
  );
}

function LetterHistory({ letter, zone, onOpenRequest }: { readonly letter: MailItemView; readonly zone: string; readonly onOpenRequest: (requestId: string) => void }) {
  const { requestIds, attachments, amendments } = letter;
  if (requestIds.length + attachments.length + amendments.length === 0) return <EmptyState title={t`Rien encore : ni demande, ni page numérisée, ni rectification.`} />;
  return (
    <ul className="letter-history">
      {requestIds.map((id) => (
        <li key={id}>
          <Button variant="quiet" onPress={() => onOpenRequest(id)}>{t`Ouvrir la demande`}</Button>
        </li>
      ))}
      {attachments.map(({ id, label }) => (
        <li key={id}>
          <a href={deskPaths.attachmentContent(id)} target="_blank" rel="noreferrer">{label}</a>
        </li>
      ))}
      {amendments.map(({ id, kind, at, by, reason }) => (
        <li key={id}>
          {[amendmentWord(kind), frenchInstant(at, zone), by, reason].filter(Boolean).join(' · ')}
        </li>
      ))}
    </ul>
  );
}

function amendmentWord(kind: Amendment['kind']): string {
  switch (kind) {
    case 'correction':
      return t`Rectification`;
    case 'complement':
      return t`Demande ouverte`;
    case 'withdrawal':
    case 'void':
      return t`Annulation`;
    default:
      return unreachable(kind);
  }
}
