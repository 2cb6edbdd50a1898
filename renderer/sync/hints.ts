import { backOff } from '#shared/sync/back-off.ts';

/** Three heartbeats of the GRC: a line that is silent for longer is dead, or a proxy holds everything back. */
const SILENT_MS = 45_000;
/** A hint is acted on within this time, drawn: all desks of a town hear it at once. */
const SPREAD_MS = 4000;

export type HintPorts = {
  /** Opens the stream; undefined when the GRC gives none. Rejects when the line does. */
  readonly open: (signal: AbortSignal) => Promise<ReadableStream<Uint8Array> | undefined>;
  /** Answers what takes it back. */
  readonly after: (ms: number, run: () => void) => () => void;
  /** In [0, 1). */
  readonly random: () => number;
};

/**
 * Listens to the GRC's events for as long as the worker lives. An event says only that there may be something to read:
 * `onHint` is called soon after, once for all that came meanwhile. A line that breaks is opened again with full jitter.
 */
export function listenForHints({ open, after, random }: HintPorts, onHint: () => void): void {
  let due = false;
  const hint = (): void => {
    if (due) return;
    due = true;
    after(random() * SPREAD_MS, () => {
      due = false;
      onHint();
    });
  };
  let failures = 0;
  const listen = async (): Promise<void> => {
    const heard = await readHints(open, after, hint).catch(() => false);
    failures = heard ? 1 : failures + 1;
    after(backOff(failures + 2, random()), () => void listen());
  };
  void listen();
}

/** Reads until the stream ends or falls silent; whether anything was heard. */
async function readHints(open: HintPorts['open'], after: HintPorts['after'], hint: () => void): Promise<boolean> {
  const line = new AbortController();
  let forget = after(SILENT_MS, () => line.abort());
  let heard = false;
  try {
    const stream = await open(line.signal);
    if (stream === undefined) return false;
    const reader = stream.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      heard = true;
      forget();
      forget = after(SILENT_MS, () => line.abort());
      if (value !== undefined && /^data:/m.test(value)) hint();
    }
    return heard;
  } catch {
    return heard;
  } finally {
    forget();
    line.abort();
  }
}
