import { t } from '@lingui/core/macro';
import { useState } from 'react';
import type { EnrolAgainRefusal } from '#shared/contracts/ipc/session.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { desktop } from '#renderer/platform/desktop.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Notice } from '#renderer/ui/notice.tsx';

/** The GRC no longer knows this desk: says so, and leads to the enrolment. */
export function EnrolAgain() {
  const [refusal, setRefusal] = useState<EnrolAgainRefusal['code']>();
  const ask = async (): Promise<void> => {
    const answer = await desktop().session.enrolAgain();
    setRefusal(answer.ok ? undefined : answer.refusal.code);
  };
  return (
    <div className="enrol-again">
      <Notice tone="warn">{t`Le serveur de la ville ne connaît plus ce poste. Vous pouvez continuer à enregistrer ; rien ne part tant qu’il n’est pas rattaché de nouveau, avec un code de votre informatique.`}</Notice>
      <Button onPress={() => void ask()}>{t`Rattacher de nouveau ce poste`}</Button>
      {refusal !== undefined && <Notice tone="info">{explain(refusal)}</Notice>}
    </div>
  );
}

function explain(refusal: EnrolAgainRefusal['code']): string {
  switch (refusal) {
    case 'still-known':
      return t`Le serveur connaît ce poste : il n’y a rien à faire, les envois reprennent.`;
    case 'unreachable':
      return t`Le serveur ne répond pas. Vérifiez le réseau, puis réessayez.`;
    default:
      return unreachable(refusal);
  }
}
