import { expect } from '@playwright/test';
import type { Page } from 'playwright-core';
import { countedKeyboard, fillLetter, openDesk, pickProcedure, recordedNumber, recordLetter, type TypedLetter } from '#tests/harness/clerk.ts';
import { startCutProxy } from '#tests/harness/cut-proxy.ts';
import { launchDesk } from '#tests/harness/desk.ts';
import { scanInto } from '#tests/harness/hand-scanner.ts';
import { test } from './desk-fixture.ts';

const env = { PLAINPIED_TRIAL_REMOTE: '1' };
const scanner = { everyMs: 2, scanner: 'us', pc: 'french', capsLock: false } as const;

const zoe = { sender: 'mar zo 84', who: 'MARTIN Zoé' };
const acme = { sender: 'acme sarl', who: 'acme sarl' };
const office = { sender: 'préfecture de la loire', who: 'préfecture de la loire' };
const complaint = { subject: 'réclamation', about: 'Réclamation' };
const hall = { subject: 'location', about: 'Location de salle' };

/** The first three are new to the mail desk, the others write again. */
const pile: readonly (TypedLetter & { readonly known: boolean; readonly registered?: string })[] = [
  { ...zoe, ...complaint, known: false },
  { ...acme, ...hall, known: false },
  { ...office, subject: 'débit', about: 'Débit de boissons', known: false },
  { ...zoe, ...hall, known: true },
  { ...acme, ...complaint, known: true, registered: 'RA123456785FR' },
  { ...office, ...complaint, known: true },
  { ...zoe, ...complaint, known: true, registered: '1A12345678905' },
  { ...acme, ...hall, known: true },
  { ...office, ...hall, known: true },
  { ...zoe, ...complaint, known: true },
];

async function openMail(page: Page): Promise<void> {
  await page.keyboard.press('F4');
  await page.waitForFunction(() => document.activeElement?.id === 'letter-sender-input');
}

test('ten letters by keyboard and hand scanner with the network down, one made a request: all of it arrives, no number twice', async ({ launch, grc, userData }) => {
  test.setTimeout(240_000);
  const cable = await startCutProxy(grc.url);
  const desk = await launchDesk(launch, { userData, settings: { grc: { kind: 'remote', url: cable.url } }, env });
  const { page } = desk;
  await openDesk(page, { enrolmentCode: grc.enrolmentCode });
  await page.getByText('À jour').waitFor({ timeout: 90_000 });
  const before = await grc.holdings();
  cable.cut();

  await openMail(page);
  const pressed: { readonly known: boolean; readonly keys: number }[] = [];
  const numbers: string[] = [];
  for (const letter of pile) {
    const keys = countedKeyboard(page);
    if (letter.registered !== undefined) await scanInto(page, letter.registered, scanner);
    await fillLetter(page, keys, letter);
    numbers.push(await recordLetter(page, keys));
    pressed.push({ known: letter.known, keys: keys.pressed });
  }
  await expect(page.getByRole('heading', { name: /Registre du .* \(10\)/ })).toBeVisible();

  const keys = countedKeyboard(page);
  await keys.press('F9');
  await expect(page.getByText('Demande reçue par courrier', { exact: false })).toBeVisible();
  await expect(page.locator('#visit-person')).toContainText('MARTIN Zoé');
  await pickProcedure(page, keys, 'réclam');
  await keys.type('Bruit');
  await keys.press('Tab');
  await keys.type('La nuit');
  await keys.press('F9');
  const requestNumber = await recordedNumber(page);
  await expect(page.getByText('Enregistrée sur ce poste, envoi en attente')).toBeVisible();

  cable.mend();
  await keys.press('Alt+Digit5');
  await page.getByRole('button', { name: 'Réessayer maintenant' }).press('Enter');
  const arrived = async () => {
    const { mailItems, requests } = await grc.holdings();
    return { letters: mailItems.filter(({ deskNumber }) => numbers.includes(deskNumber ?? '')), requests: requests.slice(before.requests.length) };
  };
  await expect.poll(async () => (await arrived()).letters.flatMap(({ requestIds }) => requestIds).length, { timeout: 90_000 }).toBe(1);
  const { letters, requests } = await arrived();
  const [request] = requests;
  expect(requests.map(({ deskNumber, channel, receivedOn, arrivedBy }) => ({ deskNumber, channel, receivedOn, arrivedBy }))).toEqual([
    { deskNumber: requestNumber, channel: 'mail', receivedOn: letters[0]?.receivedOn, arrivedBy: { mailItemId: letters.find(({ deskNumber }) => deskNumber === numbers[9])?.id } },
  ]);
  const byNumber = new Map(letters.map((letter) => [letter.deskNumber, letter]));
  expect(numbers.map((number) => byNumber.get(number)).map((letter) => [letter?.kind, letter?.registeredNumber, letter?.departmentCode, letter?.requestIds])).toEqual(
    pile.map(({ registered, about }, index) => [
      registered === undefined ? 'simple' : 'registered',
      registered,
      { Réclamation: 'CAB', 'Location de salle': 'ASS', 'Débit de boissons': 'DOM' }[about],
      index === 9 ? [request?.id] : [],
    ]),
  );
  const given = [...numbers, requestNumber];
  const chronos = letters.map(({ chrono }) => chrono);
  expect([new Set(given).size, new Set(chronos).size, chronos.includes(null)]).toEqual([11, 10, false]);
  expect(desk.complaints).toEqual([]);

  const known = pressed.filter((letter) => letter.known).map(({ keys: count }) => count).sort((a, b) => a - b);
  console.log(`letters: ${pressed.map(({ keys: count }) => count).join(', ')} keystrokes each; median ${known[Math.floor(known.length / 2)]} where sender and subject are known`);
  expect(known[Math.floor(known.length / 2)]).toBeLessThanOrEqual(12);
  await desk.close();
  await cable.close();
});

test('the last letter is annulled with its trace, its number never given again', async ({ desk, grc }) => {
  const { page } = desk;
  const keys = countedKeyboard(page);
  await openMail(page);
  await fillLetter(page, keys, pile[0]!);
  const first = await recordLetter(page, keys);
  // What is half typed has its own undo.
  await keys.type('du');
  await keys.press('Control+z');
  await expect(page.getByText('Ce pli est annulé', { exact: false })).toBeHidden();
  await page.locator('#letter-sender-input').fill('');
  await keys.press('Control+z');
  await expect(page.getByText('Ce pli est annulé', { exact: false })).toBeVisible();
  await fillLetter(page, keys, pile[0]!);
  const second = await recordLetter(page, keys);
  expect(Number(second.split('-')[3])).toBe(Number(first.split('-')[3]) + 1);
  await expect
    .poll(async () => (await grc.holdings()).mailItems.filter(({ deskNumber }) => [first, second].includes(deskNumber ?? '')).map(({ status, amendments }) => [status, amendments.map(({ kind, by }) => [kind, by])]))
    .toEqual(expect.arrayContaining([['void', [['void', 'Sophie Marchand']]], ['received', []]]));
});

test('a half-typed letter is there again after the app was killed, and after a lock', async ({ desk, launch, userData }) => {
  const { page } = desk;
  const keys = countedKeyboard(page);
  await openMail(page);
  await scanInto(page, 'RA123456785FR', scanner);
  await fillLetter(page, keys, { ...acme, ...hall });
  await keys.type('2311');
  await page.waitForTimeout(600);
  desk.kill();
  const again = await launchDesk(launch, { userData, env });
  await openDesk(again.page);
  await again.page.keyboard.press('F4');
  const typed = async () => [
    await again.page.getByLabel('N° de suivi').inputValue(),
    await again.page.locator('.letter-sender strong').textContent(),
    await again.page.locator('#letter-subject-input').inputValue(),
    await again.page.getByLabel('Date du courrier').inputValue().then((day) => day.slice(0, 5)),
  ];
  const whole = ['RA123456785FR', 'acme sarl', 'Location de salle', '23/11'];
  await again.page.locator('.letter-sender').waitFor();
  expect(await typed()).toEqual(whole);
  await again.page.keyboard.press('Control+l');
  await again.page.getByLabel('Code personnel').fill('1234');
  await again.page.keyboard.press('Enter');
  await again.page.locator('.letter-sender').waitFor();
  expect(await typed()).toEqual(whole);
  await again.close();
});
