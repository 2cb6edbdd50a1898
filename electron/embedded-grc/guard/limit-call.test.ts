import { expect, test } from 'vitest';
import type { GrcCall } from '../context.ts';
import { addressOf } from './limit-call.ts';

const from = (remoteAddress: string, forwarded?: string): GrcCall =>
  ({ env: { incoming: { socket: { remoteAddress } } }, req: { header: () => forwarded } }) as unknown as GrcCall;

test.each([
  ['10.0.0.7', '10.0.0.7'],
  ['::ffff:10.0.0.7', '10.0.0.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8::5:6', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
])('%s counts as %s', (address, counted) => {
  expect(addressOf(from(address), false)).toBe(counted);
});

test('only a proxy that is ours says who calls, and only the last that it saw', () => {
  expect([addressOf(from('10.0.0.1', '6.6.6.6, 10.0.0.9'), true), addressOf(from('10.0.0.1', '6.6.6.6'), false), addressOf(from('10.0.0.1'), true)]).toEqual(['10.0.0.9', '10.0.0.1', '10.0.0.1']);
});
