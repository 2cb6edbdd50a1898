import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LONGEST_GAP_MS, NO_BURST, onKeyDown, onSilence, type Burst, type KeyDown } from './hand-scanner.ts';
import type { Stroke } from './keyboard-layouts.ts';
import { ENTER, keysDown, strokesOf, type Layout } from './testing/strokes.ts';

/** A field with the focus, behind the machine: what it holds, what was scanned, whether it was submitted. */
type Desk = { readonly field: string; readonly scanned: readonly (readonly Stroke[])[]; readonly submitted: number };

type Judge = (strokes: readonly Stroke[]) => boolean;

function play(downs: readonly KeyDown[], typed = '', isKnown: Judge = () => false, isCode: Judge = () => true): Desk {
  let desk: Desk = { field: typed, scanned: [], submitted: 0 };
  let burst: Burst = NO_BURST;
  let halfTyped = typed;
  const write = (strokes: readonly Stroke[]): void => {
    desk = { ...desk, field: desk.field + strokes.map(({ key }) => (key.length === 1 ? key : '')).join('') };
  };
  for (const down of downs) {
    const step = onKeyDown(burst, down, isCode);
    burst = step.burst;
    write(step.giveBack);
    if (step.begins) halfTyped = desk.field;
    if (step.scanned) desk = { ...desk, field: halfTyped, scanned: [...desk.scanned, step.scanned] };
    else if (!step.keep) {
      write([down]);
      if (down.key === 'Enter') desk = { ...desk, submitted: desk.submitted + 1 };
    }
  }
  const silence = onSilence(burst, isKnown);
  write(silence.giveBack);
  return silence.scanned ? { ...desk, field: halfTyped, scanned: [...desk.scanned, silence.scanned] } : desk;
}

const NUMBER = '26-014-03-000427-20';
const frenchPc = { scanner: 'us', pc: 'french' } as const;
const scanOf = (text: string, everyMs: number, at = 0): readonly KeyDown[] => keysDown([...strokesOf(text, frenchPc), ENTER], { at, everyMs });

test.each([1, 15, 30])('at %i ms a key, a code is captured, the field is as it was, nothing is submitted', (everyMs) => {
  const { field, scanned, submitted } = play(scanOf(NUMBER, everyMs), 'du');
  expect({ field, scanned: scanned.map((strokes) => strokes.length), submitted }).toEqual({ field: 'du', scanned: [NUMBER.length], submitted: 0 });
});

test('two codes one after the other are two codes', () => {
  const first = scanOf(NUMBER, 1);
  const { scanned, field } = play([...first, ...scanOf('RA123456785FR', 1, 30)], 'x');
  expect([scanned.map((strokes) => strokes.length), field]).toEqual([[19, 13], 'x']);
});

test('a code scanned in the middle of a word leaves the word, and typing goes on', () => {
  const word = (text: string, at: number): readonly KeyDown[] => keysDown(strokesOf(text, { scanner: 'french', pc: 'french' }), { at, everyMs: 140 });
  const { field, scanned } = play([...word('dup', 0), ...scanOf(NUMBER, 15, 1000), ...word('ont', 3000)]);
  expect([field, scanned.length]).toEqual(['dupont', 1]);
});

test('a scanner that sends no Enter is understood when its code is known, else its keys are given back', () => {
  const downs = keysDown(strokesOf(NUMBER, frenchPc), { at: 0, everyMs: 1 });
  const known = play(downs, 'du', () => true);
  const unknown = play(downs, 'du', () => false);
  expect([known.field, known.scanned.length, unknown.field, unknown.scanned.length]).toEqual(['du', 1, `du${strokesOf(NUMBER, frenchPc).map(({ key }) => key).join('')}`, 0]);
});

test('what a program types and ends with Enter is typed and entered', () => {
  const downs = keysDown([...strokesOf('bonjour', { scanner: 'french', pc: 'french' }), ENTER], { at: 0, everyMs: 1 });
  expect(play(downs, 'x', () => false, () => false)).toEqual({ field: 'xbonjour', scanned: [], submitted: 1 });
});

test('a key that is held is never a scanner', () => {
  const [held] = strokesOf('e', frenchPc);
  const downs = Array.from({ length: 40 }, (_, nth) => ({ ...(held ?? ENTER), repeat: nth > 0, at: nth * 33 }));
  expect(play([...downs, { ...ENTER, repeat: false, at: 40 * 33 }])).toEqual({ field: 'e'.repeat(40), scanned: [], submitted: 1 });
});

test.each(['Backspace', 'ArrowLeft', 'F9', 'Escape', 'CapsLock', 'Delete'])('%s ends a burst: what was kept comes back before it', (code) => {
  const downs = [...keysDown(strokesOf('ABCDEF', frenchPc), { at: 0, everyMs: 1 }), { ...ENTER, code, key: code, repeat: false, at: 12 }];
  expect(play(downs)).toEqual({ field: strokesOf('ABCDEF', frenchPc).map(({ key }) => key).join(''), scanned: [], submitted: 0 });
});

test('a shortcut is never kept, however fast it follows', () => {
  const chord: KeyDown = { code: 'KeyK', key: 'k', shift: false, altGr: false, ctrl: true, repeat: false, at: 5 };
  expect(onKeyDown({ ...NO_BURST, strokes: strokesOf('26', frenchPc), lastAt: 0 }, chord, () => true)).toEqual({ burst: NO_BURST, keep: false, begins: false, giveBack: [], scanned: undefined });
});

const humanText = fc.stringMatching(/^[a-z0-9 éèàç'-]{1,40}$/);
const humanGap = fc.integer({ min: LONGEST_GAP_MS + 1, max: 900 });

test('what a hand types is never kept from the field, whatever is typed', () => {
  fc.assert(
    fc.property(humanText, fc.infiniteStream(humanGap), fc.boolean(), (text, gaps, withEnter) => {
      let at = 0;
      const strokes = strokesOf(text, { scanner: 'french', pc: 'french' });
      const downs = [...strokes, ...(withEnter ? [ENTER] : [])].map((stroke) => ({ ...stroke, repeat: false, at: (at += gaps.next().value ?? 200) }));
      let burst: Burst = NO_BURST;
      for (const down of downs) {
        const step = onKeyDown(burst, down, () => true);
        expect({ keep: step.keep, giveBack: step.giveBack, scanned: step.scanned }).toEqual({ keep: false, giveBack: [], scanned: undefined });
        burst = step.burst;
      }
    }),
  );
});

test('hands that roll over the keys in any rhythm lose no letter', () => {
  fc.assert(
    fc.property(humanText, fc.infiniteStream(fc.integer({ min: 3, max: 220 })), (text, gaps) => {
      let at = 0;
      const downs = strokesOf(text, { scanner: 'french', pc: 'french' }).map((stroke) => ({ ...stroke, repeat: false, at: (at += gaps.next().value ?? 100) }));
      expect(play(downs, 'du ')).toEqual({ field: `du ${text}`, scanned: [], submitted: 0 });
    }),
  );
});

const layout = fc.constantFrom<Layout>('us', 'french');

test('a scanner is captured whole, on any PC, at any speed of scanners, whatever was half typed', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Z0-9/:.-]{6,60}$/), layout, layout, fc.boolean(), fc.integer({ min: 1, max: 24 }), humanText, (text, scanner, pc, capsLock, everyMs, typed) => {
      const strokes = strokesOf(text, { scanner, pc, capsLock });
      expect(play(keysDown([...strokes, ENTER], { at: 0, everyMs }), typed)).toEqual({ field: typed, scanned: [strokes.map((stroke) => expect.objectContaining(stroke))], submitted: 0 });
    }),
  );
});
