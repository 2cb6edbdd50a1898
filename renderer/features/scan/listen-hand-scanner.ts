import type { ScannedCode } from '#renderer/platform/scanned-codes.ts';
import { rememberField, restoreField, typeInto, type FieldMemory } from './field-memory.ts';
import { NO_BURST, onKeyDown, onSilence, type KeyDown } from './hand-scanner.ts';
import type { Stroke } from './keyboard-layouts.ts';
import { looksLikeCode, readBurst } from './read-burst.ts';

/** A scanner that sends no Enter has ended once no key comes for so long. */
const SILENCE_MS = 200;

/**
 * Listens to every key of the window before any screen does, until what it answers is called. A code is told with the
 * screen already as it was before the scanner began to type. `trackingPortal` is asked at each code.
 */
export function listenHandScanner(window: Window, trackingPortal: () => string | undefined, onScanned: (scanned: ScannedCode) => void): () => void {
  const { document } = window;
  let burst = NO_BURST;
  let before: FieldMemory | undefined;
  let silence: number | undefined;

  const giveBack = (strokes: readonly Stroke[]): void => typeInto(document, strokes.map(({ key }) => (key.length === 1 ? key : '')).join(''));
  const read = (strokes: readonly Stroke[]): ScannedCode => readBurst(strokes, trackingPortal());
  const tell = (strokes: readonly Stroke[]): void => {
    if (before !== undefined) restoreField(before);
    onScanned(read(strokes));
  };
  const end = (): void => {
    const ended = onSilence(burst, (strokes) => read(strokes).code.kind !== 'foreign');
    burst = ended.burst;
    giveBack(ended.giveBack);
    if (ended.scanned !== undefined) tell(ended.scanned);
  };
  const listen = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const step = onKeyDown(burst, keyDownOf(event), (strokes) => looksLikeCode(read(strokes)));
    burst = step.burst;
    window.clearTimeout(silence);
    giveBack(step.giveBack);
    if (step.begins) before = rememberField(document);
    if (burst.strokes.length > burst.settled) silence = window.setTimeout(end, SILENCE_MS);
    if (!step.keep) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (step.scanned !== undefined) tell(step.scanned);
  };

  window.addEventListener('keydown', listen, { capture: true });
  return () => {
    window.clearTimeout(silence);
    window.removeEventListener('keydown', listen, { capture: true });
  };
}

function keyDownOf(event: KeyboardEvent): KeyDown {
  const altGr = event.getModifierState('AltGraph');
  // Alt and the Windows key begin commands, never letters.
  const command = event.metaKey || (event.altKey && !altGr);
  return {
    code: command ? '' : event.code,
    key: event.key,
    shift: event.shiftKey,
    altGr,
    ctrl: event.ctrlKey && !altGr,
    repeat: event.repeat,
    at: event.timeStamp,
  };
}
