import { expect, test } from 'vitest';
import type { Procedure } from '#shared/domain/procedure/procedure.ts';
import { orderByUse } from './procedure-order.ts';

const named = (code: string, title: string) => ({ code, title }) as Procedure;
const catalogue = [named('a', 'Voirie'), named('b', 'École'), named('c', 'Crèche')];
const order = (usage: Record<string, Record<string, number>>) => orderByUse(catalogue, new Map(Object.entries(usage)), '2026-11-24').map(({ code }) => code);

test('with no use yet, the alphabet of France', () => {
  expect(order({})).toEqual(['c', 'b', 'a']);
});

test('the last two days count most, the last month still counts, older uses do not', () => {
  expect(order({ a: { '2026-11-24': 1 }, b: { '2026-11-01': 6 }, c: { '2026-10-01': 99 } })).toEqual(['a', 'b', 'c']);
});
