import { createHashHistory, createRootRoute, createRoute, createRouter, RouterProvider, useLocation } from '@tanstack/react-router';
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { i18n } from '@lingui/core';
import { PlatformProvider, type Platform } from '#renderer/platform/platform.tsx';
import { scannedCodes, type ScannedCode } from '#renderer/platform/scanned-codes.ts';
import { unsaved } from '#renderer/ui/unsaved.ts';
import { ScanNotice } from './scan-notice.tsx';
import { useScannedCodes } from './use-scanned-codes.ts';

const KNOWN = '26-014-03-000427-20';
const ours: ScannedCode = { text: KNOWN, code: { kind: 'desk-number', number: KNOWN } };
const unknown: ScannedCode = { text: '26-014-03-000428-17', code: { kind: 'desk-number', number: '26-014-03-000428-17' } };
/** Of a letter: the number of its envelope, and the one of its label. */
const POSTAL = 'RA123456785FR';
const LABEL = '26-014-03-000429-14';
const foreign: ScannedCode = { text: '3760123456784', code: { kind: 'foreign' } };

let take: (scanned: ScannedCode) => void;
let navigate: (to: string) => Promise<void>;
let answers: ((requestId: string | undefined) => void)[];
const scans = scannedCodes();

function Desk() {
  const codes = useScannedCodes();
  take = codes.take;
  const { pathname } = useLocation();
  return (
    <>
      <ScanNotice news={codes.news} onClose={codes.forget} />
      <div {...(pathname === '/saisie' && unsaved)} />
    </>
  );
}

beforeEach(async () => {
  i18n.load('fr', {});
  i18n.activate('fr');
  answers = [];
  location.hash = '#/';
  const root = createRootRoute({ component: Desk });
  const routes = ['/', '/saisie', '/ailleurs', '/dossier/$requestId', '/courrier/$mailItemId'].map((path) => createRoute({ getParentRoute: () => root, path }));
  const router = createRouter({ routeTree: root.addChildren(routes), history: createHashHistory() });
  navigate = (to) => router.navigate({ to: to as never });
  const requestByNumber = (): Promise<string | undefined> => new Promise((resolve) => answers.push(resolve));
  const letterByNumber = (number: string): Promise<string | undefined> => Promise.resolve(number === POSTAL || number === LABEL ? 'l1' : undefined);
  const platform = { finder: { requestByNumber, letterByNumber }, scans } as unknown as Platform;
  render(
    <PlatformProvider value={platform}>
      <RouterProvider router={router as never} />
    </PlatformProvider>,
  );
  await settled();
});
afterEach(cleanup);

const settled = (): Promise<void> => act(() => new Promise<void>((resolve) => setTimeout(resolve, 10)));
const said = (): string | undefined => document.querySelector('.scan-notice p')?.textContent;

async function go(to: string): Promise<void> {
  await act(() => navigate(to));
  await settled();
}

async function scan(scanned: ScannedCode, requestId?: string): Promise<void> {
  act(() => take(scanned));
  answers.at(-1)?.(requestId);
  await settled();
}

test('a code of ours opens its demande', async () => {
  await scan(ours, 'r1');
  expect([location.hash, said()]).toEqual(['#/dossier/r1', undefined]);
});

test('the number of a letter opens it, from its label or from its envelope', async () => {
  await scan({ text: LABEL, code: { kind: 'desk-number', number: LABEL } });
  expect(location.hash).toBe('#/courrier/l1');
  await go('/saisie');
  await scan({ text: POSTAL, code: { kind: 's10', number: POSTAL } });
  expect([location.hash, said()?.startsWith('Le pli scanné est connu')]).toEqual(['#/saisie', true]);
  act(() => screen.getByRole('button', { name: 'Ouvrir le pli' }).click());
  await settled();
  expect(location.hash).toBe('#/courrier/l1');
});

test('a code that opens nothing is told in a sentence, which goes with the screen', async () => {
  await scan(foreign);
  expect(said()).toBe('Ce code n’est pas de la mairie : « 3760123456784 ».');
  await scan(unknown);
  expect([location.hash, said()]).toEqual(['#/', 'La demande 26-014-03-000428-17 n’est pas connue de ce poste : elle n’y est peut-être pas encore arrivée.']);
  await go('/ailleurs');
  expect(said()).toBeUndefined();
});

test('a screen that has a use for a code takes it', async () => {
  const taken: ScannedCode[] = [];
  const end = scans.onCode((scanned) => taken.push(scanned) > 0);
  await scan(foreign);
  end();
  expect([taken, said()]).toEqual([[foreign], undefined]);
});

test('where typing would be lost the demande is offered, and opens on the clerk’s word', async () => {
  await go('/saisie');
  await scan(ours, 'r1');
  expect([location.hash, said()?.includes('serait perdu')]).toEqual(['#/saisie', true]);
  act(() => screen.getByRole('button', { name: 'Ouvrir la demande' }).click());
  await settled();
  expect(location.hash).toBe('#/dossier/r1');
});

test('an answer that comes when the clerk has gone on takes nobody away', async () => {
  act(() => take(ours));
  await go('/ailleurs');
  answers[0]?.('r1');
  await settled();
  expect([location.hash, said()]).toEqual(['#/ailleurs', 'La demande scannée est connue de ce poste.']);
});

test('of two codes the later one counts, whichever answer comes first', async () => {
  act(() => take(ours));
  act(() => take(unknown));
  answers[1]?.('r2');
  answers[0]?.('r1');
  await settled();
  expect(location.hash).toBe('#/dossier/r2');
});
