import { act, cleanup, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ScannedCode } from '#renderer/platform/scanned-codes.ts';
import { typeInto } from './field-memory.ts';
import type { KeyDown } from './hand-scanner.ts';
import { ENTER, keysDown, strokesOf } from './testing/strokes.ts';
import { useHandScanner } from './use-hand-scanner.ts';

const NUMBER = '26-014-03-000427-20';
const frenchPc = { scanner: 'us', pc: 'french' } as const;
const scan = (everyMs: number): readonly KeyDown[] => keysDown([...strokesOf(NUMBER, frenchPc), ENTER], { at: 10_000, everyMs });

function Desk({ onScanned, onSubmit }: { readonly onScanned: (scanned: ScannedCode) => void; readonly onSubmit: () => void }) {
  const [name, setName] = useState('du');
  useHandScanner(undefined, onScanned);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <input aria-label="nom" value={name} onChange={({ target }) => setName(target.value)} />
      <textarea aria-label="note" defaultValue="" />
      <output>{name}</output>
    </form>
  );
}

/** The keys as the window gets them; what no one prevents is written, as a browser does. */
function press(downs: readonly KeyDown[]): void {
  for (const { code, key, shift, altGr, ctrl, repeat, at } of downs) {
    const event = new KeyboardEvent('keydown', { code, key, shiftKey: shift, ctrlKey: ctrl || altGr, altKey: altGr, modifierAltGraph: altGr, repeat, bubbles: true, cancelable: true });
    Object.defineProperty(event, 'timeStamp', { value: at });
    act(() => {
      if (!(document.activeElement ?? document.body).dispatchEvent(event)) return;
      if (key === 'Enter') document.activeElement?.closest('form')?.requestSubmit();
      else if (key.length === 1) typeInto(document, key);
    });
  }
}

const onScanned = vi.fn<(scanned: ScannedCode) => void>();
const onSubmit = vi.fn();
const field = (): HTMLInputElement => screen.getByLabelText('nom');

beforeEach(() => {
  vi.useFakeTimers();
  render(<Desk onScanned={onScanned} onSubmit={onSubmit} />);
  field().focus();
  field().setSelectionRange(1, 1);
});
afterEach(() => {
  cleanup();
  vi.clearAllMocks();
  vi.useRealTimers();
});

test.each([1, 15])('at %i ms a key the code is told, the field, its caret and React’s state are as they were', (everyMs) => {
  press(scan(everyMs));
  expect(onScanned.mock.calls).toEqual([[{ text: NUMBER, code: { kind: 'desk-number', number: NUMBER } }]]);
  expect([field().value, screen.getByRole('status').textContent, field().selectionStart, onSubmit.mock.calls.length]).toEqual(['du', 'du', 1, 0]);
});

test('a code that ends with no Enter is told after a silence', () => {
  press(scan(1).slice(0, -1));
  expect(onScanned).not.toHaveBeenCalled();
  act(() => void vi.advanceTimersByTime(400));
  expect([onScanned.mock.calls.length, field().value]).toEqual([1, 'du']);
});

test('what a program types is written after a silence, at the caret', () => {
  press(keysDown(strokesOf('bonjour', { scanner: 'french', pc: 'french' }), { at: 10_000, everyMs: 1 }));
  act(() => void vi.advanceTimersByTime(400));
  expect([onScanned.mock.calls.length, field().value, screen.getByRole('status').textContent]).toEqual([0, 'dbonjouru', 'dbonjouru']);
});

test.each([2, 5, 9, 18])('a PC too busy for its keys: %i of them, a silence, then the rest make one code, told once', (before) => {
  const downs = scan(1);
  press(downs.slice(0, before));
  act(() => void vi.advanceTimersByTime(400));
  press(downs.slice(before));
  act(() => void vi.advanceTimersByTime(400));
  expect([onScanned.mock.calls, field().value, onSubmit.mock.calls.length]).toEqual([[[{ text: NUMBER, code: { kind: 'desk-number', number: NUMBER } }]], 'du', 0]);
});

test('an Enter that comes late, after the code was told, is still the scanner’s', () => {
  const downs = scan(1);
  press(downs.slice(0, -1));
  act(() => void vi.advanceTimersByTime(400));
  press(downs.slice(-1));
  expect([onScanned.mock.calls.length, field().value, onSubmit.mock.calls.length]).toEqual([1, 'du', 0]);
});

test('what a hand types and submits is its own', () => {
  press(keysDown([...strokesOf('mar', { scanner: 'french', pc: 'french' }), ENTER], { at: 10_000, everyMs: 120 }));
  expect([onScanned.mock.calls.length, field().value, onSubmit.mock.calls.length]).toEqual([0, 'dmaru', 1]);
});

test('a text area is put back as well, and nothing is written where there is no field', () => {
  const note = screen.getByLabelText<HTMLTextAreaElement>('note');
  note.focus();
  typeInto(document, 'deux lignes');
  press(scan(15));
  note.blur();
  press(scan(1).map((down) => ({ ...down, at: down.at + 5000 })));
  expect([note.value, field().value, onScanned.mock.calls.length]).toEqual(['deux lignes', 'du', 2]);
});

test('once the component is gone nothing is kept from the screen', () => {
  cleanup();
  const seen = vi.fn();
  document.body.addEventListener('keydown', seen, { once: false });
  press(scan(1));
  document.body.removeEventListener('keydown', seen);
  expect([seen.mock.calls.length, onScanned.mock.calls.length]).toEqual([scan(1).length, 0]);
});
