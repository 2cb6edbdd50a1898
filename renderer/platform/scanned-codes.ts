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
  /** Asked from the newest taker to the oldest; true when one took it. */
  offer(scanned: ScannedCode): boolean;
  /** Answers what ends it. */
  onCode(taker: CodeTaker): () => void;
}

export function scannedCodes(): ScannedCodes {
  const takers: CodeTaker[] = [];
  return {
    offer: (scanned) => takers.toReversed().some((take) => take(scanned)),
    onCode(taker) {
      takers.push(taker);
      return () => {
        const at = takers.lastIndexOf(taker);
        if (at >= 0) takers.splice(at, 1);
      };
    },
  };
}
