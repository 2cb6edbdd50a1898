import { useCallback, useEffect, useState } from 'react';
import type { AcknowledgementProblem, AcknowledgementView } from '#shared/contracts/ipc/printing.ts';
import type { Result } from '#shared/lib/result.ts';
import { desktop } from '#renderer/platform/desktop.ts';

export type AcknowledgementInUse = {
  /** Undefined until the GRC has answered. */
  readonly answer: Result<AcknowledgementView, AcknowledgementProblem> | undefined;
  readonly readAgain: () => void;
  readonly replace: (answer: Result<AcknowledgementView, AcknowledgementProblem>) => void;
};

/** The acknowledgement of a demande; asked again when the demande has changed (`rev`). */
export function useAcknowledgement(requestId: string, rev: number): AcknowledgementInUse {
  const [answer, setAnswer] = useState<AcknowledgementInUse['answer']>();
  const [round, setRound] = useState(0);
  useEffect(() => {
    let here = true;
    void desktop()
      .printing.acknowledgement(requestId)
      .then((next) => here && setAnswer(next));
    return () => {
      here = false;
    };
  }, [requestId, rev, round]);
  return { answer, readAgain: useCallback(() => setRound((before) => before + 1), []), replace: setAnswer };
}
