import { expect, test } from 'vitest';
import { enrolDesk, server } from './client.ts';

test('the contract is served, and describes what this server answers', async () => {
  const desk = await enrolDesk();
  const document = (await (await fetch(`${server.url}/v1/openapi.json`)).json()) as { openapi: string; paths: Record<string, Record<string, { responses: Record<string, unknown> }>> };
  const page = await fetch(`${server.url}/docs`);
  const changes = await desk.call('GET', '/changes?limit=1');
  expect([document.openapi, page.status, Object.keys(document.paths['/changes']?.['get']?.responses ?? {}).includes(String(changes.status))]).toEqual(['3.1.0', 200, true]);
});
