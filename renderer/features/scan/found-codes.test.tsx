import { act, cleanup, render, screen } from '@testing-library/react';
import { i18n } from '@lingui/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FoundCode, PageReading, PageToRead } from '#renderer/platform/barcodes.ts';
import { PlatformProvider, type Platform } from '#renderer/platform/platform.tsx';
import { scannedCodes } from '#renderer/platform/scanned-codes.ts';
import { FoundCodes } from './found-codes.tsx';

const OURS = '26-014-03-000427-20';
const pages: readonly PageToRead[] = ['a', 'b', 'c'].map((id, place) => ({ id, url: `/${id}.bmp`, name: `Page ${place + 1}` }));
const at = (text: string, y: number): FoundCode => ({ format: 'qr', text, bytes: new Uint8Array(), corners: [{ x: 0, y }, { x: 9, y }, { x: 9, y: y + 9 }, { x: 0, y: y + 9 }] });

let readings: Record<string, PageReading>;
const asked: string[] = [];
const brought: string[] = [];

beforeEach(() => {
  i18n.load('fr', {});
  i18n.activate('fr');
  asked.length = 0;
  brought.length = 0;
  readings = {};
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url);
    return new Response(url, { status: readings[url] === undefined ? 404 : 200 });
  });
});
afterEach(cleanup);

const scans = scannedCodes();
scans.onBrought(({ text }) => brought.push(text));

async function show(props: Partial<Parameters<typeof FoundCodes>[0]> = {}): Promise<void> {
  const barcodes = { readPage: async (image: Blob) => readings[await image.text()] };
  render(
    <PlatformProvider value={{ barcodes, scans } as unknown as Platform}>
      <FoundCodes pages={pages} trackingPortal="https://suivi.example" {...props} />
    </PlatformProvider>,
  );
  await act(() => new Promise<void>((resolve) => setTimeout(resolve, 20)));
}

const said = (): readonly (string | null)[] => [...document.querySelectorAll('.found-codes span, .found-codes p')].map(({ textContent }) => textContent.replaceAll('\u00a0', ' '));
const press = (): void => void act(() => window.dispatchEvent(new KeyboardEvent('keydown', { key: 'o', code: 'KeyO', altKey: true })));

test('each page is read once, in order; its codes are told from top to bottom, and a page that can not be read is said', async () => {
  readings = { '/a.bmp': { ok: true, codes: [at('x', 500), at(OURS, 20)] }, '/b.bmp': { ok: false } };
  await show();
  expect([asked, said()]).toEqual([
    ['/a.bmp', '/b.bmp', '/c.bmp'],
    [`Page 1 : n° ${OURS} de la mairie.`, 'Page 1 : code étranger à la mairie, « x ».', 'Page 2 : ses codes n’ont pas pu être lus.', 'Page 3 : ses codes n’ont pas pu être lus.'],
  ]);
});

test('the key opens the code of the page in view, else the first that can be opened', async () => {
  readings = { '/a.bmp': { ok: true, codes: [at(OURS, 0)] }, '/b.bmp': { ok: true, codes: [at('x', 0), at('26-014-03-000428-17', 5)] }, '/c.bmp': { ok: true, codes: [at('y', 0)] } };
  await show({ inView: 'b' });
  press();
  cleanup();
  await show({ inView: 'c' });
  press();
  expect(brought).toEqual(['26-014-03-000428-17', OURS]);
});

test('a number of the post is used only where the screen takes it', async () => {
  readings = { '/a.bmp': { ok: true, codes: [at('RA123456785FR', 0)] } };
  const first = pages.slice(0, 1);
  await show({ pages: first, inView: 'a' });
  press();
  const without = screen.queryAllByRole('button').length;
  cleanup();
  await show({ pages: first, inView: 'a', takesPostal: true });
  press();
  expect([without, screen.getByRole('button').textContent, brought]).toEqual([0, 'UtiliserAlt+O', ['RA123456785FR']]);
});

test('pages without codes are said to have none, or nothing is said', async () => {
  readings = { '/a.bmp': { ok: true, codes: [] } };
  const first = pages.slice(0, 1);
  await show({ pages: first });
  const words = said();
  cleanup();
  await show({ pages: first, onlyFound: true });
  expect([words, said()]).toEqual([['Aucun code sur ces pages.'], []]);
});
