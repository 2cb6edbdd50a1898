import { FRENCH, US, written, type Stroke } from './keyboard-layouts.ts';

/** A key going down. */
export type KeyDown = Stroke & {
  /** The key is held: nobody scans by holding a key. */
  readonly repeat: boolean;
  /** Milliseconds, of any clock that goes forward. */
  readonly at: number;
};

/** Keys that came too fast for a hand, so far; a silence has settled the first `settled` of them. */
export type Burst = { readonly strokes: readonly Stroke[]; readonly lastAt: number; readonly settled: number; readonly told: boolean };
export const NO_BURST: Burst = { strokes: [], lastAt: Number.NEGATIVE_INFINITY, settled: 0, told: false };

/** Longest time between two keys of a scanner; the fastest typists need twice as long, over more than a few keys. */
export const LONGEST_GAP_MS = 50;
/** From this key on, the burst is kept from the field. */
const KEPT_FROM = 4;
/** A shorter burst is two hands rolling over the keys. */
const SHORTEST_CODE = 6;

export type Step = {
  readonly burst: Burst;
  /** This key is the scanner's: the screen must not see it. */
  readonly keep: boolean;
  /** The first key of what may become a burst: what the field holds now is what was half typed. */
  readonly begins: boolean;
  /** Keys kept from the screen that were a hand's after all: they are to be typed into the field, before this key. */
  readonly giveBack: readonly Stroke[];
  /** A whole code was scanned: the field is to be put back as it was when the burst began. */
  readonly scanned: readonly Stroke[] | undefined;
};

const ENDS = ['Enter', 'NumpadEnter', 'Tab'];
const MODIFIERS = ['ShiftLeft', 'ShiftRight', 'ControlLeft', 'ControlRight', 'AltRight'];

/**
 * One key further; pure, so that any order of keys and times can be tried. `isCode` judges the keys of a burst that an
 * Enter or a Tab has ended: what is no code was typed by a program for the clerk, and is given back.
 */
export function onKeyDown(burst: Burst, down: KeyDown, isCode: (strokes: readonly Stroke[]) => boolean): Step {
  const inTime = down.at - burst.lastAt <= LONGEST_GAP_MS;
  const running = inTime ? burst : NO_BURST;
  const giveBack = inTime ? [] : keptOf(burst);
  const nothing = { keep: false, begins: false, giveBack, scanned: undefined };
  if (MODIFIERS.includes(down.code) && !down.repeat) return { ...nothing, burst: { ...running, lastAt: down.at } };
  if (ENDS.includes(down.code) && !down.ctrl && running.strokes.length >= SHORTEST_CODE && isCode(running.strokes)) {
    return { ...nothing, burst: NO_BURST, keep: true, scanned: running.told ? undefined : running.strokes };
  }
  if (down.repeat || !writes(down, running)) return { ...nothing, burst: NO_BURST, giveBack: keptOf(burst) };
  const strokes = [...running.strokes, down];
  return { ...nothing, burst: { ...running, strokes, lastAt: down.at, told: false }, keep: strokes.length >= KEPT_FROM, begins: strokes.length === 1 };
}

export type Silence = Pick<Step, 'burst' | 'giveBack' | 'scanned'>;

/**
 * No key came for a while: a scanner that sends no Enter has said all, if `isKnown` recognises a code in it. The burst is
 * not over: on a busy PC its next key may be late, and says by its own time that it belongs here.
 */
export function onSilence(burst: Burst, isKnown: (strokes: readonly Stroke[]) => boolean): Silence {
  const whole = !burst.told && burst.strokes.length >= SHORTEST_CODE && isKnown(burst.strokes);
  const settled = { ...burst, settled: burst.strokes.length, told: burst.told || whole };
  return whole ? { burst: settled, giveBack: [], scanned: burst.strokes } : { burst: settled, giveBack: keptOf(burst), scanned: undefined };
}

function keptOf({ strokes, settled }: Burst): readonly Stroke[] {
  return strokes.slice(Math.max(KEPT_FROM - 1, settled));
}

/** Only in a burst already kept are chords a scanner's: before, they are the clerk's shortcuts. */
function writes(down: KeyDown, { strokes }: Burst): boolean {
  if (down.ctrl && strokes.length < KEPT_FROM) return false;
  return written(down, US) !== '' || written(down, FRENCH) !== '';
}
