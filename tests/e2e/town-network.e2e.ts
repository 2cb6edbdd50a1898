import path from 'node:path';
import { expect } from '@playwright/test';
import type { Page } from 'playwright-core';
import { makeAuthority, trustAuthority } from '#tests/harness/certificates.ts';
import { countedKeyboard, openDesk, recordComplaint } from '#tests/harness/clerk.ts';
import { startAskingProxy } from '#tests/harness/asking-proxy.ts';
import { launchDesk } from '#tests/harness/desk.ts';
import type { RunningGrc } from '#tests/harness/grc.ts';
import { startTlsFront } from '#tests/harness/tls-front.ts';
import { test } from './desk-fixture.ts';

test.setTimeout(400_000);

async function expectSaid(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Alt+Digit5');
  await expect(page.getByText(words)).toBeVisible({ timeout: 90_000 });
}

async function expectArrivedOnce(grc: RunningGrc, number: string): Promise<void> {
  await expect.poll(async () => (await grc.holdings()).requests.filter(({ deskNumber }) => deskNumber === number).length, { timeout: 180_000, intervals: [2_000] }).toBe(1);
}

test('a proxy that asks for a password is named, the desk goes on recording, and sends all when it is let through', async ({ launch, grc, userData }) => {
  const authority = makeAuthority(userData, 'mairie');
  trustAuthority(userData, 'mairie', authority);
  const front = await startTlsFront(grc.url, authority.issue('grc'));
  const proxy = await startAskingProxy();
  const desk = await launchDesk(launch, {
    userData: path.join(userData, 'desk'),
    settings: { grc: { kind: 'remote', url: front.url } },
    env: { PLAINPIED_TRIAL_REMOTE: '1', HOME: userData },
    // Chromium goes past a proxy to its own machine, unless told not to.
    switches: [`--proxy-server=http://${proxy.address}`, '--proxy-bypass-list=<-loopback>'],
  });
  try {
    await openDesk(desk.page, { enrolmentCode: grc.enrolmentCode });
    await desk.page.getByText('À jour').waitFor({ timeout: 90_000 });
    proxy.ask();
    const number = await recordComplaint(desk.page, countedKeyboard(desk.page));
    await expectSaid(desk.page, 'Un proxy ou un portail bloque les échanges');
    expect((await grc.holdings()).requests.filter(({ deskNumber }) => deskNumber === number)).toEqual([]);
    expect(proxy.asked()).toBeGreaterThan(0);
    proxy.letThrough();
    await expectArrivedOnce(grc, number);
    await expect(desk.page.getByRole('link', { name: 'À jour' })).toBeVisible({ timeout: 90_000 });
  } finally {
    await desk.close();
    await proxy.close();
    await front.close();
  }
});

test('an authority replaced overnight is trusted by nobody until it is installed, and nothing is lost meanwhile', async ({ launch, grc, userData }) => {
  const authority = makeAuthority(userData, 'mairie');
  trustAuthority(userData, 'mairie', authority);
  const front = await startTlsFront(grc.url, authority.issue('grc'));
  const desk = await launchDesk(launch, {
    userData: path.join(userData, 'desk'),
    settings: { grc: { kind: 'remote', url: front.url } },
    env: { PLAINPIED_TRIAL_REMOTE: '1', HOME: userData },
  });
  try {
    await openDesk(desk.page, { enrolmentCode: grc.enrolmentCode });
    await desk.page.getByText('À jour').waitFor({ timeout: 90_000 });
    const replaced = makeAuthority(userData, 'mairie-neuve');
    front.useCertificate(replaced.issue('grc'));
    const asked = front.askedBy();
    const number = await recordComplaint(desk.page, countedKeyboard(desk.page));
    await expectSaid(desk.page, 'Le certificat du serveur n’est pas reconnu par cet ordinateur');
    expect(front.askedBy()).toBe(asked);
    trustAuthority(userData, 'mairie-neuve', replaced);
    await expectArrivedOnce(grc, number);
    await expect(desk.page.getByRole('link', { name: 'À jour' })).toBeVisible({ timeout: 90_000 });
  } finally {
    await desk.close();
    await front.close();
  }
});
