import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { speakFrench } from '#renderer/testing/french.ts';
import type { ScanPageView } from '#shared/contracts/ipc/scanning.ts';
import { editOfKey, PageStrip, placeOfKey } from './page-strip.tsx';

speakFrench();

afterEach(cleanup);

const page = (n: number, more: Partial<ScanPageView> = {}): ScanPageView => ({ id: `page-${n}`, turn: 0, straight: true, looked: true, skew: 2, blank: false, canStraighten: true, ...more });
const PAGES = [page(1), page(2, { blank: true }), page(3, { canStraighten: false })];
const key = (pressed: string, more: Partial<Parameters<typeof editOfKey>[0]> = {}) => ({ key: pressed, code: '', altKey: false, ctrlKey: false, shiftKey: false, ...more });

test.each([
  [key('r'), 0, { edit: 'turn', id: 'page-1', by: 90 }],
  [key('R', { shiftKey: true }), 0, { edit: 'turn', id: 'page-1', by: -90 }],
  [key('R'), 0, { edit: 'turn', id: 'page-1', by: 90 }],
  [key('d'), 0, { edit: 'straighten', id: 'page-1', straight: false }],
  [key('d'), 2, undefined],
  [key('Delete'), 1, { edit: 'delete', ids: ['page-2'] }],
  [key('ArrowDown', { altKey: true }), 1, { edit: 'move', id: 'page-2', to: 2 }],
  [key('ArrowLeft', { altKey: true }), 1, { edit: 'move', id: 'page-2', to: 0 }],
  [key('ArrowUp', { altKey: true }), 0, undefined],
  [key('z', { ctrlKey: true }), 0, { edit: 'undo' }],
  [key('Z', { ctrlKey: true }), 99, { edit: 'undo' }],
  [key('r', { ctrlKey: true }), 0, undefined],
  [key('ArrowDown'), 0, undefined],
])('%j on page %i', (pressed, at, edit) => {
  expect(editOfKey(pressed, PAGES, at)).toEqual(edit);
});

test('arrows, Home and End go from page to page and stop at the ends', () => {
  expect(['ArrowUp', 'ArrowLeft', 'ArrowDown', 'ArrowRight', 'Home', 'End', 'a'].map((pressed) => placeOfKey(pressed, 0, 3))).toEqual([0, 0, 1, 1, 0, 2, undefined]);
});

test('a screen reader hears what each page is; the page with the focus is the one that keys change', () => {
  const [onEdit, onSelect, onEnter] = [vi.fn(), vi.fn(), vi.fn()];
  render(<PageStrip pages={PAGES} at={1} onEdit={onEdit} onSelect={onSelect} onEnter={onEnter} describedBy="keys" />);
  const strip = screen.getByRole('listbox', { name: 'Pages numérisées' });
  expect(screen.getAllByRole('option').map((option) => [option.getAttribute('aria-label'), option.getAttribute('aria-selected')])).toEqual([
    ['Page 1', 'false'],
    ['Page 2, sans doute blanche', 'true'],
    ['Page 3', 'false'],
  ]);
  expect(strip.getAttribute('aria-activedescendant')).toBe('scan-page-page-2');
  fireEvent.keyDown(strip, { key: 'ArrowDown', altKey: true });
  fireEvent.keyDown(strip, { key: 'End' });
  fireEvent.keyDown(strip, { key: 'Enter' });
  fireEvent.keyDown(strip, { key: 'Enter', ctrlKey: true });
  expect([onEdit.mock.calls, onSelect.mock.calls, onEnter.mock.calls.length]).toEqual([[[{ edit: 'move', id: 'page-2', to: 2 }]], [[2], [2]], 1]);
});
