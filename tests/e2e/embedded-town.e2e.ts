import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { DEMO_TOWN_FILE } from '#electron/embedded-grc/seed/prepare-town.ts';
import { PASSPHRASE } from '#tests/harness/clerk.ts';
import { launchDesk } from '#tests/harness/desk.ts';
import { test } from './desk-fixture.ts';

const MAYOR_S_CLERK = { id: '0190a000-0000-7000-8000-0000000000f1', name: 'Aline Verdier', title: 'Secrétaire de mairie', roles: ['counter', 'mail', 'supervisor'], pin: '864209' };

test('a small town on a GRC of its own begins with its own data: until they are there the desk says what is missing', async ({ launch, userData }) => {
  const desk = await launchDesk(launch, { userData, settings: { grc: { kind: 'embedded' } }, env: { PLAINPIED_TRIAL_REMOTE: '1' } });
  const { page } = desk;
  await page.getByLabel('Phrase de passe', { exact: true }).fill(PASSPHRASE);
  await page.getByLabel('La même, une seconde fois').fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Ce poste n’a pas encore les données de la mairie')).toBeVisible({ timeout: 60_000 });

  const file = path.join(userData, 'town.json');
  writeFileSync(file, JSON.stringify({ ...DEMO_TOWN_FILE, clerks: [] }));
  await expect(page.getByText('Le fichier « town.json » de la mairie ne peut pas être lu')).toBeVisible({ timeout: 60_000 });

  writeFileSync(file, JSON.stringify({ ...DEMO_TOWN_FILE, town: { ...DEMO_TOWN_FILE.town, name: 'Petit-Orlay' }, site: '321', clerks: [MAYOR_S_CLERK] }));
  await expect(page.getByRole('heading', { name: 'Qui est au guichet ?' })).toBeVisible({ timeout: 90_000 });
  await expect(page.getByText('Petit-Orlay')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sophie Marchand' })).toHaveCount(0);
  await page.getByRole('button', { name: MAYOR_S_CLERK.name }).click();
  await page.getByLabel('Code personnel').fill(MAYOR_S_CLERK.pin);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').waitFor();
  await desk.close();
});
