import { expect, test } from 'vitest';
import { createDeskRouter, type DeskRoute } from './desk-route.ts';

const routes: readonly DeskRoute[] = [
  { method: 'GET', pattern: /\/desk\/cache-key/, handle: async () => new Response('key') },
  { method: 'PUT', pattern: /\/desk\/attachments\/([a-f0-9-]+)/, handle: async (_, match) => new Response(match[1]) },
  {
    method: 'POST',
    pattern: /\/desk\/acknowledgements/,
    handle: () => {
      throw new Error('Zoé MARTIN');
    },
  },
];
const answer = async (method: string, path: string): Promise<{ status: number; body: string }> => {
  const response = await createDeskRouter(() => routes)(new Request(`plainpied://app${path}`, { method }));
  return { status: response.status, body: await response.text() };
};

test('a request reaches the route of its method and path, with what the pattern captured', async () => {
  expect(await answer('PUT', '/desk/attachments/0a-1?x=1')).toEqual({ status: 200, body: '0a-1' });
});

test('a pattern matches the whole path or not at all', async () => {
  expect(await answer('GET', '/desk/cache-key/more')).toEqual({ status: 404, body: '{"code":"not-found"}' });
  expect(await answer('GET', '/x/desk/cache-key')).toEqual({ status: 404, body: '{"code":"not-found"}' });
});

test('the wrong method is told apart from an unknown address', async () => {
  expect(await answer('POST', '/desk/cache-key')).toEqual({ status: 405, body: '{"code":"method-not-allowed"}' });
});

test('before the desk’s keys are open, everything is to be asked again', async () => {
  const response = await createDeskRouter(() => undefined)(new Request('plainpied://app/desk/cache-key'));
  expect([response.status, await response.json()]).toEqual([503, { code: 'not-open' }]);
});

test('a bug answers 500 with no detail', async () => {
  expect(await answer('POST', '/desk/acknowledgements')).toEqual({ status: 500, body: '{"code":"bug"}' });
});
