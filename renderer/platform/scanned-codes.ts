import type { RecognisedCode } from '#shared/domain/barcode/recognise-code.ts';

/** A code that a clerk put before a scanner or a camera. */
export type ScannedCode = {
  /** As read, control characters included. */
  readonly text: string;
  readonly code: RecognisedCode;
};

/** Answers whether the code was taken; one that nobody takes goes where codes go by themselves. */
export type CodeTaker = (scanned: ScannedCode) => boolean;

/** Where scanned codes arrive, and where a screen that has a use for one takes it. */
export interface ScannedCodes {
  /** A code that a clerk points at on a page goes the way of one put before a scanner. */
  bring(scanned: ScannedCode): void;
  /** Who sends codes on their way: the newest alone is told. Answers what ends it. */
  onBrought(carrier: (scanned: ScannedCode) => void): () => void;
  /** Asked from the newest taker to the oldest; true when one took it. */
  offer(scanned: ScannedCode): boolean;
  /** Answers what ends it. */
  onCode(taker: CodeTaker): () => void;
}

export function scannedCodes(): ScannedCodes {
  const takers: CodeTaker[] = [];
  const carriers: ((scanned: ScannedCode) => void)[] = [];
  return {
    bring: (scanned) => carriers.at(-1)?.(scanned),
    onBrought: (carrier) => added(carriers, carrier),
    offer: (scanned) => takers.toReversed().some((take) => take(scanned)),
    onCode: (taker) => added(takers, taker),
  };
}

function added<Listener>(listeners: Listener[], listener: Listener): () => void {
  listeners.push(listener);
  return () => {
    const at = listeners.lastIndexOf(listener);
    if (at >= 0) listeners.splice(at, 1);
  };
}
