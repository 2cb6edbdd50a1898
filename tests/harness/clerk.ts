import type { Page } from 'playwright-core';
import { DEMO_CLERKS } from '#electron/embedded-grc/seed/demo-town.ts';

export const PASSPHRASE = 'une phrase pour les essais';

/** Opens the desk as a clerk would in the morning: passphrase, enrolment at the first time, PIN. */
export async function openDesk(page: Page, options: { readonly enrolmentCode?: string; readonly clerk?: number } = {}): Promise<void> {
  const passphrase = page.getByLabel('Phrase de passe', { exact: true });
  const enrolment = page.getByLabel('Code de rattachement');
  const clerks = page.getByRole('heading', { name: 'Qui est au guichet ?' });
  for (;;) {
    await page.locator('h1').first().waitFor();
    const screen = await Promise.any([
      passphrase.waitFor({ timeout: 60_000 }).then(() => 'passphrase' as const),
      enrolment.waitFor({ timeout: 60_000 }).then(() => 'enrolment' as const),
      clerks.waitFor({ timeout: 60_000 }).then(() => 'clerks' as const),
    ]);
    if (screen === 'passphrase') {
      await passphrase.fill(PASSPHRASE);
      const again = page.getByLabel('La même, une seconde fois');
      if (await again.isVisible()) await again.fill(PASSPHRASE);
      await page.keyboard.press('Enter');
      await passphrase.waitFor({ state: 'detached' });
    } else if (screen === 'enrolment') {
      await enrolment.fill(options.enrolmentCode ?? '');
      await page.keyboard.press('Enter');
      await enrolment.waitFor({ state: 'detached' });
    } else break;
  }
  await signIn(page, options.clerk ?? 0);
}

export async function signIn(page: Page, which = 0): Promise<void> {
  const clerk = DEMO_CLERKS[which];
  if (clerk === undefined) throw new Error('no such clerk');
  await page.getByRole('button', { name: clerk.name }).click();
  await page.getByLabel('Code personnel').fill(clerk.pin);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').waitFor();
}

/** Between two keys. A hand scanner is known by being quicker than any hand. */
const A_QUICK_HAND_MS = 60;

/** Keys as a clerk presses them, counted one by one, modifiers too. */
export type Keyboard = {
  press(key: string): Promise<void>;
  type(text: string): Promise<void>;
  readonly pressed: number;
};

export function countedKeyboard(page: Page): Keyboard {
  let pressed = 0;
  return {
    get pressed() {
      return pressed;
    },
    async press(key) {
      pressed += key.split('+').length;
      await page.keyboard.press(key);
    },
    async type(text) {
      pressed += text.length;
      await page.keyboard.type(text, { delay: A_QUICK_HAND_MS });
    },
  };
}

/** Ctrl+Z as a French keyboard sends it: the letter Z lies where others have W. */
export async function undoOnAzerty(page: Page): Promise<void> {
  await page.evaluate(() => {
    const z = new KeyboardEvent('keydown', { key: 'z', code: 'KeyW', ctrlKey: true, bubbles: true, cancelable: true });
    (document.activeElement ?? document.body).dispatchEvent(z);
  });
}

/** Begins a visit and picks a known person by what is typed. */
export async function beginVisit(page: Page, keys: Keyboard, person: string): Promise<void> {
  await keys.press('F2');
  const finder = page.getByRole('combobox', { name: 'Qui est devant vous ?' });
  await finder.waitFor();
  await page.waitForFunction(() => document.activeElement?.id === 'visit-person-input');
  if (person === '') return;
  await keys.type(person);
  await page.locator('#visit-person-input-list [role=option]').first().waitFor();
  // The list of what was typed last, not of a letter before.
  await page.waitForTimeout(150);
  await keys.press('Enter');
}

export async function pickProcedure(page: Page, keys: Keyboard, typed: string): Promise<void> {
  await page.waitForFunction(() => document.activeElement?.id === 'visit-procedure');
  await keys.type(typed);
  await page.waitForFunction((text) => {
    const folded = (words: string): string => words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    const first = document.querySelector('#visit-procedure-list [role=option]');
    return first !== null && folded(first.textContent).includes(folded(text));
  }, typed);
  await keys.press('Enter');
}

/** A complaint of a known citizen, the shortest whole visit there is; answers with its number. */
export async function recordComplaint(page: Page, keys: Keyboard, words: { readonly subject: string; readonly text: string } = { subject: 'Bruit', text: 'La nuit' }): Promise<string> {
  await beginVisit(page, keys, 'mar zo 84');
  await pickProcedure(page, keys, 'réclam');
  await keys.type(words.subject);
  await keys.press('Tab');
  await keys.type(words.text);
  await keys.press('F9');
  return recordedNumber(page);
}

/** The number of the visit just recorded, as the screen shows it. */
export async function recordedNumber(page: Page): Promise<string> {
  const number = page.locator('.receipt-number');
  await number.waitFor();
  return ((await number.textContent()) ?? '').trim();
}

export async function waitUntilTransmitted(page: Page, timeout = 30_000): Promise<void> {
  await page.getByText(/Transmise n° D-/).first().waitFor({ timeout });
}

export type TypedLetter = { readonly sender: string; readonly who: string; readonly subject: string; readonly about: string };

/** Types what is given, letter after letter, until the first of the list is the one wanted, and takes it. */
async function typeUntilFirst(page: Page, keys: Keyboard, field: 'sender' | 'subject', text: string, wanted: string): Promise<void> {
  const input = `letter-${field}-input`;
  await page.waitForFunction((id) => document.activeElement?.id === id, input);
  for (const key of text) {
    await keys.type(key);
    // The list of what was typed last, not of a letter before.
    await page.waitForTimeout(120);
    const first = await page.locator(`#${input}-list [role=option]`).first().textContent({ timeout: 500 }).catch(() => '');
    if (first?.includes(wanted) === true) break;
  }
  await keys.press('Enter');
}

/** Fills who writes and about what; the letter is then ready to be recorded. */
export async function fillLetter(page: Page, keys: Keyboard, { sender, who, subject, about }: TypedLetter): Promise<void> {
  await typeUntilFirst(page, keys, 'sender', sender, who);
  await typeUntilFirst(page, keys, 'subject', subject, about);
  await page.waitForFunction(() => (document.getElementById('letter-departmentCode') as HTMLSelectElement | null)?.value !== '');
}

/** Records the letter in hand; answers with the number that it got. */
export async function recordLetter(page: Page, keys: Keyboard): Promise<string> {
  const number = page.locator('.letter-last .desk-number');
  const before = (await number.count()) === 0 ? '' : ((await number.textContent()) ?? '');
  await keys.press('Control+Enter');
  await page.waitForFunction((last) => ![null, last].includes(document.querySelector('.letter-last .desk-number')?.textContent ?? null), before);
  return ((await number.textContent()) ?? '').trim();
}
