import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PackedTable } from './packed-table.ts';
import { personId } from './testing/town.ts';

const filled = (...lines: readonly (string | null)[]): PackedTable => {
  const table = new PackedTable();
  lines.forEach((line, n) => table.set(personId(n), line));
  return table;
};
const ids = (table: PackedTable, column: number, text: string, limit = 99) => table.find([{ column, text }], limit).map((row) => table.cell(row, 0)).sort();

test('a record is found by any part of a cell, packed or not, and only in that column', () => {
  const table = new PackedTable(filled('\t ROUX\tA').pack());
  table.set(personId(1), '\t ROUSSEL\tB ROU');
  expect([ids(table, 1, ' ROU'), ids(table, 2, ' ROU'), ids(table, 2, 'A')]).toEqual([[personId(0), personId(1)], [personId(1)], [personId(0)]]);
});

test('a changed record hides the packed one, and a deleted one is gone', () => {
  const table = new PackedTable(filled('\t ROUX', '\t ROUX').pack());
  table.set(personId(0), '\t DUPONT');
  table.set(personId(1), null);
  expect([ids(table, 1, ' ROUX'), ids(table, 1, ' DUPONT'), table.row(personId(1))]).toEqual([[], [personId(0)], undefined]);
});

test('words come once, late ones too', () => {
  const table = new PackedTable(filled('\t ROUX LEA', '\t LEA').pack());
  const before = [...table.words([1])].sort();
  table.set(personId(3), '\t ZOE');
  expect([before, [...table.words([1])].sort()]).toEqual([['LEA', 'ROUX'], ['LEA', 'ROUX', 'ZOE']]);
});

test('an empty table packs to nothing and opens again', () => {
  expect([filled().pack(), new PackedTable(filled(null).pack()).find([{ column: 1, text: 'A' }], 9)]).toEqual(['', []]);
});

test('no more rows than asked for, each once', () => {
  const table = filled(...Array.from({ length: 50 }, () => '\t A B'));
  expect([ids(table, 1, ' A', 7).length, table.find([{ column: 1, text: ' A' }, { column: 1, text: ' B' }], 99).length]).toEqual([7, 50]);
});

function cellsOf(table: PackedTable, n: number): readonly string[] | undefined {
  const row = table.row(personId(n));
  return row === undefined ? undefined : [0, 1, 2].map((column) => table.cell(row, column));
}

const edits = fc.array(fc.tuple(fc.nat(6), fc.option(fc.constantFrom('\tA\t', '\tB\tA', '\tAB\tB'))), { maxLength: 20 });

test('packing at any moment changes no answer', () => {
  fc.assert(
    fc.property(edits, fc.array(fc.nat(20)), (list, packs) => {
      const plain = new PackedTable();
      let packed = new PackedTable();
      list.forEach(([n, line], step) => {
        plain.set(personId(n), line);
        packed.set(personId(n), line);
        if (packs.includes(step)) packed = new PackedTable(packed.pack());
      });
      for (const text of ['A', 'B', 'AB']) for (const column of [1, 2]) expect(ids(packed, column, text)).toEqual(ids(plain, column, text));
      for (let n = 0; n < 7; n++) {
        expect(cellsOf(packed, n)).toEqual(cellsOf(plain, n));
      }
    }),
  );
});
