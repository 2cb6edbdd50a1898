import { expect, test } from 'vitest';
import { logCalls } from './call-log.ts';

const DESK = '0190a000-0000-7000-8000-0000000000aa';

function linesOf(...calls: readonly Parameters<ReturnType<typeof logCalls>>[0][]): readonly unknown[] {
  const lines: unknown[] = [];
  const log = logCalls((line) => lines.push(JSON.parse(line)), () => Date.UTC(2026, 10, 24, 11));
  for (const call of calls) log(call);
  return lines;
}

test('a call is one line: when, what was asked, what was answered, how long it took, which desk', () => {
  expect(linesOf({ method: 'PUT', route: '/v1/requests/{uid}', status: 201, ms: 3.27, deskId: DESK })).toEqual([
    { time: '2026-11-24T11:00:00.000Z', level: 'info', event: 'call', method: 'PUT', route: '/v1/requests/{uid}', status: 201, ms: 3.3, desk: DESK },
  ]);
});

test('a call of nobody known names no desk, and a failure of the server is an error', () => {
  expect(linesOf({ method: 'GET', route: 'unknown', status: 500, ms: 1, deskId: undefined })).toEqual([
    { time: '2026-11-24T11:00:00.000Z', level: 'error', event: 'call', method: 'GET', route: 'unknown', status: 500, ms: 1 },
  ]);
});

test('probes are logged only when they fail', () => {
  const probe = { method: 'GET', route: '/readyz', ms: 1, deskId: undefined };
  expect(linesOf({ ...probe, status: 200 }, { ...probe, status: 503 })).toMatchObject([{ status: 503 }]);
});
