import { expect } from '@playwright/test';
import type { Page } from 'playwright-core';
import { countedKeyboard, fillLetter, openDesk, pickProcedure, recordedNumber, recordLetter, undoOnAzerty, type TypedLetter } from '#tests/harness/clerk.ts';
import { displayName } from '#shared/domain/citizen/display-name.ts';
import type { Citizen } from '#shared/domain/citizen/citizen.ts';
import type { MailItemIntent, Sender } from '#shared/domain/mail/mail-item.ts';
import { localDay } from '#shared/lib/dates.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import { startCutProxy } from '#tests/harness/cut-proxy.ts';
import { launchDesk } from '#tests/harness/desk.ts';
import { scanInto } from '#tests/harness/hand-scanner.ts';
import { test } from './desk-fixture.ts';
import { openFinder } from './screens.ts';

const env = { PLAINPIED_TRIAL_REMOTE: '1' };
const scanner = { everyMs: 2, scanner: 'us', pc: 'french', capsLock: false } as const;

const zoe = { sender: 'mar zo 84', who: 'MARTIN Zoé12/03/1984' };
const acme = { sender: 'acme sarl', who: 'ACME SARL' };
const office = { sender: 'préfecture de la loire', who: 'Préfecture de la Loire' };
const complaint = { subject: 'réclamation', about: 'Réclamation' };
const hall = { subject: 'location', about: 'Location de salle' };
const stranger = { sender: 'Renée Quillivic', who: '« Renée Quillivic »' };

const SUBJECTS = [
  ['Réclamation', 'CAB'], ['Location de salle', 'ASS'], ['Candidature spontanée', 'CAB'], ['Recours gracieux', 'CAB'], ['Demande de subvention', 'ASS'], ['Débit de boissons temporaire', 'DOM'],
  ['Élagage', 'PRO'], ['Bruit la nuit', 'CAB'], ['Dégât des eaux', 'VOI'], ['Facture', 'DOM'], ['Déclaration de travaux', 'VOI'], ['Remerciements', 'CAB'],
] as const;

/** What a mail desk has behind it: 240 letters of forty writers, as often each, on a dozen subjects. */
function pastLetters(citizens: readonly Citizen[]): readonly MailItemIntent[] {
  const names = ['ACME SARL', 'Axa', 'Maison des jeunes', 'Martel et fils', 'Orange', 'Plomberie Zola', 'Récré Services', 'Roux Élagage'];
  const writers: readonly Sender[] = [
    ...[...citizens].sort((a, b) => Number(b.birthDate === '1984-03-12') - Number(a.birthDate === '1984-03-12')).slice(0, 31).map((citizen): Sender => ({ kind: 'citizen', citizenId: citizen.id, displayName: displayName(citizen) })),
    ...names.map((name): Sender => ({ kind: 'company', name })),
    { kind: 'administration', name: 'Préfecture de la Loire' },
  ];
  return Array.from({ length: 240 }, (_, index) => {
    const sender = writers[(index * 7) % writers.length] ?? { kind: 'unknown' };
    const [subject, departmentCode] = SUBJECTS[(index * 5) % SUBJECTS.length] ?? SUBJECTS[0];
    const id = uuidv7(Date.UTC(2026, 9, 1) + index, new Uint8Array(10));
    return { id, kind: 'simple', receivedOn: '2026-10-01', sender, subject, departmentCode, copyTo: [], confidential: false, requestIds: [], attachments: [] };
  });
}

/** Eight from who wrote before, two from strangers. */
const pile: readonly (TypedLetter & { readonly known: boolean; readonly registered?: string })[] = [
  { ...zoe, ...complaint, known: true },
  { ...stranger, ...hall, known: false },
  { ...office, subject: 'débit', about: 'Débit de boissons temporaire', known: true },
  { ...stranger, sender: 'SCI des Ormes', who: '« SCI des Ormes »', ...complaint, known: false },
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
  await grc.enter(pastLetters((await grc.holdings()).citizens));
  const desk = await launchDesk(launch, { userData, settings: { grc: { kind: 'remote', url: cable.url } }, env });
  const { page } = desk;
  await openDesk(page, { enrolmentCode: grc.enrolmentCode });
  await page.getByText('À jour').waitFor({ timeout: 90_000 });
  const before = await grc.holdings();
  cable.cut();

  await openMail(page);
  const inRegister = async (): Promise<number> => Number(/\((\d+)\)/.exec((await page.getByRole('heading', { name: /^Registre du / }).textContent()) ?? '')?.[1] ?? 0);
  // Other tests of this GRC record letters too.
  const today = localDay(Date.now(), 'Europe/Paris');
  const others = before.mailItems.filter(({ receivedOn, status }) => receivedOn === today && status !== 'void').length;
  const pressed: { readonly known: boolean; readonly keys: number }[] = [];
  const numbers: string[] = [];
  for (const letter of pile) {
    const keys = countedKeyboard(page);
    if (letter.registered !== undefined) await scanInto(page, letter.registered, scanner);
    await fillLetter(page, keys, letter);
    numbers.push(await recordLetter(page, keys));
    pressed.push({ known: letter.known, keys: keys.pressed });
  }
  await expect.poll(inRegister).toBe(others + 10);

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
      { Réclamation: 'CAB', 'Location de salle': 'ASS', 'Débit de boissons temporaire': 'DOM' }[about],
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
  await undoOnAzerty(page);
  await expect(page.getByText('Ce pli est annulé', { exact: false })).toBeVisible();
  await fillLetter(page, keys, pile[0]!);
  const second = await recordLetter(page, keys);
  expect(Number(second.split('-')[3])).toBe(Number(first.split('-')[3]) + 1);
  await expect
    .poll(async () => (await grc.holdings()).mailItems.filter(({ deskNumber }) => [first, second].includes(deskNumber ?? '')).map(({ status, amendments }) => [status, amendments.map(({ kind, by }) => [kind, by])]))
    .toEqual(expect.arrayContaining([['void', [['void', 'Sophie Marchand']]], ['received', []]]));
});

test('a recorded letter is rectified by a linked amendment, and found by its number', async ({ desk, grc }) => {
  const { page } = desk;
  const keys = countedKeyboard(page);
  await openMail(page);
  await fillLetter(page, keys, { ...stranger, ...complaint });
  const number = await recordLetter(page, keys);
  await openFinder(page);
  await page.getByRole('combobox').fill(number);
  await page.getByRole('option', { name: /Pli / }).waitFor();
  await keys.press('Enter');
  await page.getByRole('heading', { name: 'Réclamation' }).waitFor();
  await keys.press('F8');
  await page.getByLabel('Service').selectOption('VOI');
  await keys.press('Control+Enter');
  await expect(page.getByText('Rectification').first()).toBeVisible();
  await expect
    .poll(async () => (await grc.holdings()).mailItems.filter(({ deskNumber }) => deskNumber === number).map(({ departmentCode, amendments }) => [departmentCode, amendments.map(({ kind, changes }) => [kind, changes])]))
    .toEqual([['VOI', [['correction', [{ field: 'departmentCode', before: 'CAB', after: 'VOI' }]]]]]);
});

test('a half-typed letter is there again after the app was killed, and after a lock', async ({ desk, launch, userData }) => {
  const { page } = desk;
  const keys = countedKeyboard(page);
  await openMail(page);
  await scanInto(page, 'RA123456785FR', scanner);
  await fillLetter(page, keys, { ...stranger, ...hall });
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
  const whole = ['RA123456785FR', 'Renée Quillivic', 'Location de salle', '23/11'];
  await again.page.locator('.letter-sender').waitFor();
  expect(await typed()).toEqual(whole);
  await again.page.keyboard.press('Control+l');
  await again.page.getByLabel('Code personnel').fill('1234');
  await again.page.keyboard.press('Enter');
  await again.page.locator('.letter-sender').waitFor();
  expect(await typed()).toEqual(whole);
  await again.close();
});
