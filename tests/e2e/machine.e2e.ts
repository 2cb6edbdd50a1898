import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import { _electron } from 'playwright-core';
import { launchDesk } from '#tests/harness/desk.ts';
import { signIn } from '#tests/harness/clerk.ts';
import { startKeyring } from '#tests/harness/keyring.ts';
import { test } from './desk-fixture.ts';

test('with a real keyring no passphrase is asked, and the key opens again at the next start', async ({ launch, grc, userData }) => {
  const keyring = await startKeyring();
  try {
    const settings = { grc: { kind: 'remote', url: grc.url } } as const;
    const options = { userData, settings, env: { PLAINPIED_TRIAL_REMOTE: '1', ...keyring.env }, switches: keyring.switches };
    const first = await launchDesk(launch, options);
    await expect(first.page.getByLabel('Code de rattachement')).toBeVisible();
    await first.page.getByLabel('Code de rattachement').fill(grc.enrolmentCode);
    await first.page.keyboard.press('Enter');
    await first.page.getByText('Qui est au guichet').waitFor();
    await signIn(first.page);
    await first.close();
    const second = await launchDesk(launch, options);
    await expect(second.page.getByText('Qui est au guichet')).toBeVisible();
    await second.close();
  } finally {
    await keyring.stop();
  }
});

test('an ordinary user runs it inside the whole sandbox', async ({ launch }) => {
  test.skip(process.getuid?.() !== 0, 'only root can make the sandbox helper setuid here; a user’s own start is already inside it');
  const place = mkdtempSync(path.join(tmpdir(), 'plainpied-user-'));
  chmodSync(place, 0o755);
  try {
    const electron = path.join(place, 'electron');
    cpSync(launch.electron.dist, electron, { recursive: true });
    chownSync(path.join(electron, 'chrome-sandbox'), 0, 0);
    chmodSync(path.join(electron, 'chrome-sandbox'), 0o4755);
    const app = path.join(place, 'app');
    mkdirSync(app);
    cpSync(path.join(launch.appFolder, 'dist'), path.join(app, 'dist'), { recursive: true });
    cpSync(path.join(launch.appFolder, 'package.json'), path.join(app, 'package.json'));
    const home = path.join(place, 'home');
    mkdirSync(home);
    spawnSync('chown', ['-R', 'nobody', home]);
    const starter = path.join(place, 'start');
    writeFileSync(starter, `#!/bin/sh\nexec runuser -u nobody -- env HOME=${home} XDG_CONFIG_HOME=${home} ${electron}/electron "$@"\n`, { mode: 0o755 });
    const running = await _electron.launch({ executablePath: starter, args: [app, `--user-data-dir=${home}/data`], env: launch.env, chromiumSandbox: true, timeout: 60_000 });
    const page = await running.firstWindow();
    await expect(page.locator('h1')).toBeVisible();
    const { renderer, switches } = await running.evaluate(({ app: electronApp }) => ({
      renderer: electronApp.getAppMetrics().find(({ type }) => type === 'Tab')?.pid ?? 0,
      switches: electronApp.commandLine.hasSwitch('no-sandbox'),
    }));
    const status = spawnSync('cat', [`/proc/${renderer}/status`], { encoding: 'utf8' }).stdout;
    expect({ switches, seccomp: /Seccomp:\s+2/.test(status), noNewPrivs: /NoNewPrivs:\s+1/.test(status) }).toEqual({ switches: false, seccomp: true, noNewPrivs: true });
    await running.close();
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
});
