import { expect, test } from 'vitest';
import { scannedCodes, type ScannedCode } from './scanned-codes.ts';

const scanned: ScannedCode = { text: 'x', code: { kind: 'foreign' } };

test('the newest taker is asked first; who refuses leaves the code to the one before', () => {
  const codes = scannedCodes();
  const asked: string[] = [];
  const taker = (name: string, takes: boolean) => () => {
    asked.push(name);
    return takes;
  };
  codes.onCode(taker('screen', true));
  const end = codes.onCode(taker('form', false));
  expect([codes.offer(scanned), asked]).toEqual([true, ['form', 'screen']]);
  end();
  expect([codes.offer(scanned), asked]).toEqual([true, ['form', 'screen', 'screen']]);
});

test('a code brought from a page goes to who sends codes on their way, and nowhere when nobody does', () => {
  const codes = scannedCodes();
  const told: string[] = [];
  codes.bring(scanned);
  codes.onBrought(({ text }) => told.push(`first ${text}`));
  const end = codes.onBrought(({ text }) => told.push(`second ${text}`));
  codes.bring(scanned);
  end();
  codes.bring(scanned);
  expect(told).toEqual(['second x', 'first x']);
});

test('a code that nobody takes is said to be so; ending twice ends one taker', () => {
  const codes = scannedCodes();
  const take = (): boolean => true;
  const end = codes.onCode(take);
  codes.onCode(take);
  end();
  end();
  expect(codes.offer(scanned)).toBe(false);
  expect(scannedCodes().offer(scanned)).toBe(false);
});
