import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import { beginVisit, countedKeyboard, openDesk, pickProcedure, recordedNumber } from '#tests/harness/clerk.ts';
import { startCutProxy } from '#tests/harness/cut-proxy.ts';
import { launchDesk, type RunningDesk } from '#tests/harness/desk.ts';
import { startGrc } from '#tests/harness/grc.ts';
import { test } from './desk-fixture.ts';

const WORDS = 'Sifflet du phare';

test('a workstation that changes GRC shows and sends it nothing of the first, and has it all when it comes back', async ({ launch, grc, userData }) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'plainpied-e2e-other-'));
  const other = await startGrc({ dataDir: folder, args: ['--citizens', '20'] });
  const cable = await startCutProxy(grc.url);
  const startOn = (url: string): Promise<RunningDesk> =>
    launchDesk(launch, { userData, settings: { grc: { kind: 'remote', url } }, env: { PLAINPIED_TRIAL_REMOTE: '1' } });
  try {
    const first = await startOn(cable.url);
    await openDesk(first.page, { enrolmentCode: grc.enrolmentCode });
    await first.page.getByText('À jour').waitFor({ timeout: 90_000 });
    cable.cut();
    const keys = countedKeyboard(first.page);
    await beginVisit(first.page, keys, 'zoe.martin@exemple');
    await pickProcedure(first.page, keys, 'réclam');
    await keys.type(WORDS);
    await keys.press('Tab');
    await keys.type('Essai');
    await keys.press('F9');
    const number = await recordedNumber(first.page);
    await beginVisit(first.page, keys, 'zoe.martin@exemple');
    await keys.press('F7');
    await expect(first.page.getByText('Mis de côté (1)')).toBeVisible();
    await first.close();

    const second = await startOn(other.url);
    await openDesk(second.page, { enrolmentCode: other.enrolmentCode });
    await second.page.getByText('À jour').waitFor({ timeout: 90_000 });
    await expect(second.page.getByText('Mis de côté')).toHaveCount(0);
    await expect(second.page.getByText(number)).toHaveCount(0);
    const sent = (await other.holdings()).requests.filter(({ form }) => JSON.stringify(form).includes(WORDS));
    expect(sent).toEqual([]);
    await second.close();

    cable.mend();
    const back = await startOn(cable.url);
    await openDesk(back.page);
    await expect(back.page.getByText('Mis de côté (1)')).toBeVisible();
    await expect.poll(async () => (await grc.holdings()).requests.filter(({ deskNumber }) => deskNumber === number).length, { timeout: 90_000 }).toBe(1);
    await back.close();
  } finally {
    await cable.close();
    await other.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
