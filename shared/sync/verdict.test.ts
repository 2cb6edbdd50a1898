import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judge, readWriteAnswer, type WireAnswer } from './verdict.ts';
import { id } from './testing/sealed.ts';

const answer = { id: id(1), rev: 3, grcNumber: 'D-1', acceptedAt: '2026-11-24T10:00:00Z' };
const problem = (code: string, status: number, retryable: boolean) => ({ type: 'about:blank', title: code, status, code, messageFr: 'Non.', retryable });
const came = (status: number, body?: unknown, more: Partial<WireAnswer> = {}): WireAnswer => ({ status, gateway: null, retryAfterMs: null, body, ...more });
const verdict = (outcome: WireAnswer | undefined) => judge(outcome, readWriteAnswer);
const wait = (reason: string, scope = 'everything', retryAfterMs: number | null = null) => ({ kind: 'retry-later', reason, retryAfterMs, scope });

test('created, and the same again, are accepted', () => {
  expect([verdict(came(201, answer)), verdict(came(200, answer))]).toEqual([
    { kind: 'accepted', answer },
    { kind: 'accepted', answer },
  ]);
});

test('a captive portal accepts nothing in the GRC’s name', () => {
  expect([verdict(came(200)), verdict(came(200, { welcome: true })), verdict(came(204))]).toEqual([wait('proxy'), wait('proxy'), wait('proxy')]);
});

test('only a problem of ours that says so goes to a clerk', () => {
  expect(verdict(came(422, problem('invalid', 422, false)))).toEqual({ kind: 'needs-clerk', code: 'invalid', messageFr: 'Non.' });
  expect(verdict(came(409, problem('already-exists-different', 409, false)))).toMatchObject({ kind: 'needs-clerk' });
});

test('a proxy’s 403 or 404 page is weather', () => {
  expect([verdict(came(403)), verdict(came(404, { code: 'no-such-route' }))]).toEqual([wait('server-error'), wait('server-error')]);
});

test('a write that must wait for another holds back no other', () => {
  expect([verdict(came(424, problem('dependency-missing', 424, true))), verdict(came(409, problem('in-progress', 409, true)))]).toEqual([
    wait('server-error', 'this-write'),
    wait('server-error', 'this-write'),
  ]);
});

test('an overloaded GRC is left alone, as long as it asks', () => {
  expect(verdict(came(503, problem('busy', 503, true), { retryAfterMs: 7000 }))).toEqual(wait('server-error', 'everything', 7000));
});

test('a 401 says whether the GRC no longer knows the desk, the desk was never enrolled, or somebody in between asks', () => {
  const lost = { type: 'urn:plainpied:problem:credential-unknown', title: 'credential-unknown', status: 401, code: 'credential-unknown', messageFr: 'Identification nécessaire', retryable: true };
  expect([verdict(came(401, lost)), verdict(came(401, { code: 'no-desk-credential' })), verdict(came(401))]).toEqual([wait('unauthorised'), wait('not-enrolled'), wait('proxy')]);
});

test('what the gateway answered by itself gives its reason', () => {
  const made = (gateway: string) => verdict(came(502, { code: 'unreachable' }, { gateway }));
  expect([made('proxy'), made('certificate'), made('timeout'), made('unreachable'), verdict(undefined)]).toEqual(
    ['proxy', 'certificate', 'unreachable', 'unreachable', 'unreachable'].map((reason) => wait(reason)),
  );
});

test('nothing that is not a problem of ours is ever final', () => {
  const body = fc.oneof(fc.constant(undefined), fc.string(), fc.dictionary(fc.string(), fc.string()));
  fc.assert(
    fc.property(fc.integer({ min: 300, max: 599 }), body, (status, anything) => {
      expect(verdict(came(status, anything)).kind).toBe('retry-later');
    }),
  );
});
