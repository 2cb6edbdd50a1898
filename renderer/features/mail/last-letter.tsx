import { t } from '@lingui/core/macro';
import { useEffect, useState } from 'react';
import { useMailItem } from '#renderer/data/mail-items.ts';
import { newUuid } from '#renderer/platform/new-uuid.ts';
import { usePlatform } from '#renderer/platform/platform.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { DeskNumber } from '#renderer/ui/desk-number.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import { explainSealRefusal } from '#renderer/ui/seal-refusal.ts';
import { Stamp } from '#renderer/ui/stamp.tsx';
import type { SealedIntent } from '#shared/sync/intent.ts';
import { letterStamp } from './letter-words.ts';

/** Main takes a number back within the minute; what the screen offers leaves it time. */
const VOID_SECONDS = 50;

export type SealedLetter = SealedIntent & { readonly intent: { readonly kind: 'letter' } };

export type Last = {
  readonly shown: SealedLetter | undefined;
  /** The last letter while it can still be annulled. */
  readonly standing: SealedLetter | undefined;
  readonly voided: boolean;
  readonly problem: string | undefined;
  readonly show: (sealed: SealedLetter) => void;
  readonly voidIt: () => void;
};

/** The letter recorded last on this screen, and a way back from it for a moment. */
export function useLastLetter(): Last {
  const { seal } = usePlatform();
  const [shown, setShown] = useState<SealedLetter>();
  const [state, setState] = useState<'standing' | 'voided' | 'settled'>('settled');
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    if (state !== 'standing') return;
    const timer = setTimeout(() => setState('settled'), VOID_SECONDS * 1000);
    return () => clearTimeout(timer);
  }, [shown, state]);
  const voidIt = (): void => {
    const deskNumber = shown?.deskNumber ?? null;
    if (shown === undefined || deskNumber === null || state !== 'standing') return;
    setState('voided');
    void seal({ kind: 'letter-void', opId: newUuid(), mailItemId: shown.intent.letter.id, deskNumber }).then((sealed) => {
      if (sealed.ok) return;
      setProblem(explainSealRefusal(sealed.refusal, 'change'));
      setState('settled');
    });
  };
  return {
    shown,
    standing: state === 'standing' ? shown : undefined,
    voided: state === 'voided',
    problem,
    show: (sealed) => {
      setShown(sealed);
      setState('standing');
      setProblem(undefined);
    },
    voidIt,
  };
}

export function LastLetter({ last: { shown, standing, voided, problem, voidIt }, onOpen }: { readonly last: Last; readonly onOpen: (mailItemId: string) => void }) {
  const item = useMailItem(shown?.intent.letter.id ?? '');
  if (shown === undefined) return null;
  const stamp = item ? letterStamp(item) : undefined;
  return (
    <section className="letter-last" aria-label={t`Dernier pli enregistré`}>
      <p role="status" className="letter-last-number">
        <DeskNumber number={shown.deskNumber ?? ''} size="title" />
        {stamp && <Stamp tone={stamp.tone}>{stamp.word}</Stamp>}
        <span className="quiet">{item?.chrono}</span>
      </p>
      {voided && <Notice tone="warn">{t`Ce pli est annulé, sa trace reste. Le numéro ne sera jamais redonné : barrez-le sur le pli.`}</Notice>}
      {problem !== undefined && <Notice tone="danger">{problem}</Notice>}
      <div className="letter-last-actions">
        <Button variant="quiet" onPress={() => onOpen(shown.intent.letter.id)}>{t`Ouvrir`}</Button>
        {standing !== undefined && <Button keys="Ctrl+Z" onPress={voidIt}>{t`Annuler le dernier`}</Button>}
      </div>
    </section>
  );
}
