import type { Page } from 'playwright-core';
import { beginVisit, countedKeyboard, fillLetter, pickProcedure, recordedNumber, recordLetter } from '#tests/harness/clerk.ts';

/** « Chercher », ready for what is typed: a screen before it may have a search field of its own. */
export async function openFinder(page: Page): Promise<void> {
  await page.keyboard.press('F3');
  await page.getByRole('heading', { level: 1, name: 'Usagers' }).waitFor();
}

/** « Courrier », ready for a letter. */
async function openLetter(page: Page): Promise<void> {
  await page.keyboard.press('F4');
  // Pressed where letters are entered already, the key leaves the focus where it is.
  await page.locator('#letter-sender-input').focus();
}

async function openCitizen(page: Page): Promise<void> {
  await openFinder(page);
  await page.getByRole('combobox').fill('zoe.martin@exemple');
  await page.locator('[role=option]').first().waitFor();
  await page.waitForTimeout(200);
  await page.keyboard.press('Enter');
  await page.locator('.request-row').first().waitFor();
}

async function openReceipt(page: Page): Promise<void> {
  const keys = countedKeyboard(page);
  await beginVisit(page, keys, 'mar zo 84');
  await pickProcedure(page, keys, 'propret');
  await keys.type('rue du Puits');
  await keys.press('Tab');
  await keys.press('Space');
  await keys.press('F9');
  await recordedNumber(page);
}

async function openRecordedLetter(page: Page): Promise<void> {
  const keys = countedKeyboard(page);
  await openLetter(page);
  await page.getByLabel('Simple', { exact: true }).check();
  await page.locator('#letter-sender-input').fill('');
  await page.locator('#letter-sender-input').focus();
  await fillLetter(page, keys, { sender: 'mar zo 84', who: 'MARTIN Zoé', subject: 'réclam', about: 'Réclamation' });
  await recordLetter(page, keys);
}

async function openLetterFile(page: Page): Promise<void> {
  await openRecordedLetter(page);
  await page.locator('.letter-last').getByRole('button', { name: 'Ouvrir' }).press('Enter');
  await page.getByRole('heading', { name: 'Suites' }).waitFor();
}

/** Each screen as a clerk reaches it, lists open too; from any other. */
export const screens: readonly { readonly name: string; readonly open: (page: Page) => Promise<void> }[] = [
  { name: 'accueil', open: (page) => page.keyboard.press('Alt+Digit1') },
  {
    name: 'chercher, liste ouverte',
    open: async (page) => {
      await openFinder(page);
      await page.getByRole('combobox').fill('mar');
      await page.locator('[role=option]').first().waitFor();
    },
  },
  { name: 'usager', open: openCitizen },
  {
    name: 'corriger la fiche',
    open: async (page) => {
      await openCitizen(page);
      await page.keyboard.press('F8');
      await page.getByRole('heading', { name: 'Correction', exact: true }).waitFor();
      await page.getByLabel('Né·e le').fill('99999999');
      await page.keyboard.press('F9');
      await page.getByText('Date à écrire', { exact: false }).waitFor();
    },
  },
  {
    name: 'dossier',
    open: async (page) => {
      await openCitizen(page);
      await page.locator('.request-row').first().click();
      await page.getByRole('heading', { name: 'Renseignements' }).waitFor();
    },
  },
  { name: 'demande, vide', open: (page) => beginVisit(page, countedKeyboard(page), '') },
  {
    name: 'demande, remplie, avec une erreur',
    open: async (page) => {
      const keys = countedKeyboard(page);
      await beginVisit(page, keys, 'mar zo 84');
      await pickProcedure(page, keys, 'stationn');
      await page.keyboard.press('F9');
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'nouvel usager',
    open: async (page) => {
      await beginVisit(page, countedKeyboard(page), '');
      await page.keyboard.press('Insert');
      await page.getByLabel('Nom de naissance').waitFor();
    },
  },
  {
    name: 'numérisation',
    open: async (page) => {
      await beginVisit(page, countedKeyboard(page), '');
      await page.keyboard.press('F8');
      await page.locator('.scan').getByText('Recherche des numériseurs', { exact: false }).waitFor({ state: 'detached' });
    },
  },
  { name: 'récépissé', open: openReceipt },
  {
    name: 'rectifier',
    open: async (page) => {
      await openReceipt(page);
      await page.keyboard.press('F8');
      await page.getByRole('heading', { name: 'Rectification' }).waitFor();
    },
  },
  {
    name: 'courrier, vide',
    open: openLetter,
  },
  {
    name: 'courrier, liste ouverte',
    open: async (page) => {
      await openLetter(page);
      await page.locator('#letter-sender-input').fill('mar');
      await page.locator('#letter-sender-input-list [role=option]').first().waitFor();
    },
  },
  {
    name: 'courrier, avec une erreur',
    open: async (page) => {
      await page.keyboard.press('F4');
      await page.getByLabel('Recommandé', { exact: true }).check();
      await page.getByText('Copies, cachet de la poste, note').click();
      await page.keyboard.press('Control+Enter');
      await page.getByRole('alert').waitFor();
    },
  },
  { name: 'courrier, enregistré', open: openRecordedLetter },
  { name: 'pli', open: openLetterFile },
  {
    name: 'pli, rectifier',
    open: async (page) => {
      await openLetterFile(page);
      await page.keyboard.press('F8');
      await page.getByRole('heading', { name: 'Rectifier le pli' }).waitFor();
    },
  },
  { name: 'synchro', open: (page) => page.keyboard.press('Alt+Digit5') },
  {
    name: 'fin de journée',
    open: async (page) => {
      await page.evaluate(() => void (location.hash = '#/fin-de-journee'));
      await page.getByRole('heading', { name: 'Numéros à suivre' }).waitFor();
    },
  },
  { name: 'poste', open: (page) => page.keyboard.press('Alt+Digit6') },
  { name: 'raccourcis', open: (page) => page.keyboard.press('F1') },
  {
    name: 'commandes',
    open: async (page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'caméra',
    open: async (page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Alt+KeyC');
      await page.getByRole('dialog').getByRole('button', { name: 'Réessayer' }).waitFor();
    },
  },
  {
    name: 'verrouillé',
    open: async (page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+l');
      await page.getByRole('heading', { name: 'Poste verrouillé' }).waitFor();
    },
  },
];
