import { expect, test } from 'vitest';
import { findRoute, grcRoutes } from './grc-routes.ts';

const ID = '0190a000-0000-7000-8000-0000000000aa';
const credentialOf = (method: string, path: string): string | undefined => findRoute(grcRoutes, method, path)?.credential;

test('what the worker syncs goes with the desk, what a person looks up with the clerk', () => {
  expect({
    push: credentialOf('PUT', `/requests/${ID}`),
    pull: credentialOf('GET', '/changes'),
    look: credentialOf('GET', `/requests/${ID}`),
    search: credentialOf('POST', '/citizens/search'),
  }).toEqual({ push: 'desk', pull: 'desk', look: 'clerk', search: 'clerk' });
});

test.each([
  ['POST', '/sessions'],
  ['GET', '/clerks'],
  ['PUT', `/desks/${ID}`],
  ['POST', `/desks/${ID}/presentation`],
  ['PATCH', `/uploads/${ID}`],
  ['POST', '/uploads'],
  ['GET', '/healthz'],
  ['DELETE', `/citizens/${ID}`],
  ['GET', '/changes/'],
  ['GET', '/citizens/..'],
  ['GET', '/citizens/%2e%2e'],
  ['PUT', '/requests/a/b'],
  ['GET', ''],
])('%s %s is in no route', (method, path) => {
  expect(credentialOf(method, path)).toBeUndefined();
});
