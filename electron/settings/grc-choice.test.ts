import { expect, test } from 'vitest';
import { grcOfThisStart, isOutOfSupport, type StartContext } from './grc-choice.ts';

const packaged: StartContext = { packaged: true, electronOutOfSupport: false, commandLine: undefined, trialRemote: false };
const checkout: StartContext = { ...packaged, packaged: false };
const remote = (url: string) => ({ kind: 'remote', url }) as const;

test('a packaged app with no setting asks, a checkout tries the demo', () => {
  expect([grcOfThisStart(undefined, packaged), grcOfThisStart(undefined, checkout)]).toEqual([undefined, { kind: 'demo' }]);
});

test('what was chosen is used, unless the command line says otherwise', () => {
  expect(grcOfThisStart(remote('https://grc.ville.fr'), packaged)).toEqual(remote('https://grc.ville.fr'));
  expect(grcOfThisStart({ kind: 'demo' }, { ...packaged, commandLine: 'embedded' })).toEqual({ kind: 'embedded' });
});

test.each([
  ['nothing chosen', undefined, packaged],
  ['the embedded one', { kind: 'embedded' } as const, checkout],
  ['a real town', remote('https://grc.ville.fr'), { ...checkout, trialRemote: true }],
  ['a name that only begins like loopback', remote('https://127.0.0.1.example.org'), { ...checkout, trialRemote: true }],
  ['loopback without saying it is a trial', remote('http://127.0.0.1:8080'), checkout],
  ['loopback in a packaged app', remote('http://127.0.0.1:8080'), { ...packaged, trialRemote: true }],
])('an Electron out of support turns %s into the demo', (_, chosen, context) => {
  expect(grcOfThisStart(chosen, { ...context, electronOutOfSupport: true })).toEqual({ kind: 'demo' });
});

test('a checkout on an Electron out of support may try a GRC of its own on this machine', () => {
  const context = { ...checkout, trialRemote: true, electronOutOfSupport: true };
  for (const url of ['http://127.0.0.1:8080', 'http://localhost:1', 'http://[::1]:2']) {
    expect(grcOfThisStart(remote(url), context)).toEqual(remote(url));
  }
  expect(grcOfThisStart({ kind: 'embedded' }, context)).toEqual({ kind: 'embedded' });
});

test('support ends with the third major back', () => {
  expect(['25.1.1', '42.9.0', '43.0.0', '45.4.1'].map(isOutOfSupport)).toEqual([true, true, false, false]);
});
