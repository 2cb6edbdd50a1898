import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';
import { openDesk, PASSPHRASE, recordComplaint, countedKeyboard } from '#tests/harness/clerk.ts';
import { startCutProxy } from '#tests/harness/cut-proxy.ts';
import { launchDesk } from '#tests/harness/desk.ts';
import { test } from './desk-fixture.ts';

test('the application’s own --journal reads and sends what a desk left, without a window', async ({ launch, grc, userData }) => {
  const cable = await startCutProxy(grc.url);
  const desk = await launchDesk(launch, { userData, settings: { grc: { kind: 'remote', url: cable.url } }, env: { PLAINPIED_TRIAL_REMOTE: '1' } });
  await openDesk(desk.page, { enrolmentCode: grc.enrolmentCode });
  await desk.page.getByText('À jour').waitFor({ timeout: 90_000 });
  cable.cut();
  const number = await recordComplaint(desk.page, countedKeyboard(desk.page));

  const passphrase = path.join(userData, 'passphrase');
  writeFileSync(passphrase, PASSPHRASE);
  const tool = async (...words: readonly string[]) => {
    const args = launch.args([`--user-data-dir=${userData}`, '--journal', ...words, '--passphrase-file', passphrase]);
    const { stdout } = await promisify(execFile)(launch.executable, args, { env: { ...process.env, ...launch.env } }).catch((cause: { stdout: string }) => cause);
    return stdout;
  };
  expect(await tool('replay', '--grc', grc.url)).toContain('the application is open on this desk');
  await desk.close();
  expect(await tool('inspect')).toContain('unsent   audit/record 1, request/create 1');
  expect(await tool('replay', '--grc', grc.url)).toContain('replayed: 2 accepted, 0 refused, 0 left');
  expect(await tool('inspect')).toContain('unsent   none');
  expect((await grc.holdings()).requests.filter(({ deskNumber }) => deskNumber === number)).toHaveLength(1);
  await cable.close();
});
