import { expect, test } from 'vitest';
import { z } from 'zod';
import { answerCall } from './answer-call.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const ownFrame = { url: 'plainpied://app/index.html', parent: null };
const call = (over: object) =>
  answerCall({
    name: 'session:sign-in',
    frame: ownFrame,
    raw: ['1234'],
    parse: (raw) => z.tuple([z.string()]).parse(raw),
    run: (pin: string) => `signed in with ${pin.length} digits`,
    log: quiet,
    ...over,
  });

test('a call from our own page with valid arguments is answered', async () => {
  await expect(call({})).resolves.toBe('signed in with 4 digits');
});

test.each([
  ['no frame any more', null],
  ['a page of another origin', { url: 'https://example.org/', parent: null }],
  ['another host of our scheme', { url: 'plainpied://other/', parent: null }],
  ['a frame inside our page', { url: 'plainpied://app/desk/receipts/1.pdf', parent: ownFrame }],
  ['an address that does not parse', { url: '', parent: null }],
])('refuses %s', async (_, frame) => {
  await expect(call({ frame })).rejects.toThrow('session:sign-in: foreign sender');
});

test('refuses arguments that do not parse, without repeating them', async () => {
  const refusal = await call({ raw: [{ secret: '9999' }] }).catch((error: Error) => error.message);
  expect(refusal).toBe('session:sign-in: invalid arguments');
});

test('a bug in a handler reaches the page as a failure with no detail', async () => {
  const run = () => {
    throw new Error('Zoé MARTIN');
  };
  await expect(call({ run })).rejects.toThrow(/^session:sign-in: failed$/);
});
