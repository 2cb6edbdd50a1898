import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { prepareElectron } from '#build/electron-launch.ts';
import { openDesk } from '#tests/harness/clerk.ts';
import { launchDesk } from '#tests/harness/desk.ts';

test('the first start asks which GRC the desk works with, under the whole content policy', async () => {
  const launch = await prepareElectron('tests');
  const userData = mkdtempSync(path.join(tmpdir(), 'plainpied-e2e-'));
  const desk = await launchDesk(launch, { userData });
  try {
    await expect(desk.page.locator('h1')).toBeVisible();
    expect(await desk.page.evaluate(() => ({ node: 'process' in window, bridge: Object.keys((window as unknown as { desktop: object }).desktop).sort() }))).toEqual({
      node: false,
      bridge: ['cache', 'day', 'journal', 'leaving', 'printing', 'scanning', 'session', 'settings'],
    });
    expect(desk.complaints).toEqual([]);
  } finally {
    await desk.close();
    launch.close();
    rmSync(userData, { recursive: true, force: true });
  }
});

test('a first start and a sign-in ask nothing of the internet', async () => {
  const asked: string[] = [];
  const proxy = http.createServer((request, answer) => {
    asked.push(request.url ?? '');
    answer.writeHead(502).end();
  });
  proxy.on('connect', (request: http.IncomingMessage, socket: NodeJS.WritableStream) => {
    asked.push(request.url ?? '');
    socket.end();
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const launch = await prepareElectron('tests');
  const userData = mkdtempSync(path.join(tmpdir(), 'plainpied-e2e-'));
  const desk = await launchDesk(launch, { userData, settings: { grc: { kind: 'demo' } }, env: { http_proxy: address, https_proxy: address } });
  try {
    await openDesk(desk.page);
    await desk.page.getByText('À jour').waitFor({ timeout: 90_000 });
    expect(asked).toEqual([]);
  } finally {
    await desk.close();
    launch.close();
    proxy.close();
    rmSync(userData, { recursive: true, force: true });
  }
});
