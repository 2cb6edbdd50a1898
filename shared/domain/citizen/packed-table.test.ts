import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PackedTable, type Cells } from './packed-table.ts';
import { personId } from './testing/town.ts';

const filled = (...rows: readonly (Cells | null)[]): PackedTable => {
  const table = new PackedTable();
  rows.forEach((cells, n) => table.set(personId(n), cells));
  return table;
};
const ids = (table: PackedTable, column: number, text: string, limit = 99) => table.first([table.find({ column, text })], limit).map((row) => table.id(row)).sort();
const beginning = (letter: string) => (text: string, from: number) => text[from + 1] === letter;

test('a record is found by any part of a term, packed or not, and only in that column', () => {
  const table = new PackedTable(filled([[' ROUX'], ['A']]).pack());
  table.set(personId(1), [[' ROUSSEL'], ['B ROU']]);
  expect([ids(table, 0, ' ROU'), ids(table, 1, ' ROU'), ids(table, 1, 'A')]).toEqual([[personId(0), personId(1)], [personId(1)], [personId(0)]]);
});

test('a changed record hides the packed one, and a deleted one is gone', () => {
  const table = new PackedTable(filled([[' ROUX']], [[' ROUX']]).pack());
  table.set(personId(0), [[' DUPONT']]);
  table.set(personId(1), null);
  expect([ids(table, 0, ' ROUX'), ids(table, 0, ' DUPONT'), table.row(personId(1))]).toEqual([[], [personId(0)], undefined]);
});

test('terms that fit come once, late ones too', () => {
  const table = new PackedTable(filled([[' ROUX', ' LEA']], [[' LEA', ' LEO']]).pack());
  table.set(personId(3), [[' LEA', ' LUC', ' ZOE']]);
  expect(table.filter([0], beginning('L'))).toEqual([' LEA', ' LEO', ' LUC']);
});

test('an empty table packs to nothing and opens again', () => {
  expect([filled().pack(), ids(new PackedTable(filled(null).pack()), 0, 'A')]).toEqual([{ ids: '', columns: [] }, []]);
});

test('no more rows than asked for, each once, late ones before the others, set after set', () => {
  const table = new PackedTable(filled([[' A']], [[' B']], [[' A', ' B']]).pack());
  table.set(personId(3), [[' B']]);
  const sets = [' A', ' B'].map((text) => table.find({ column: 0, text }));
  expect([table.first(sets, 99), table.first(sets, 3)]).toEqual([[0, 2, 3, 1], [0, 2, 3]]);
});

test('a whole town that came since the start is packed', () => {
  const town = new PackedTable();
  for (let n = 0; n < 150_000; n++) town.set(personId(n), [[' A']]);
  expect(ids(new PackedTable(town.pack()), 0, ' A', 150_001).length).toBe(150_000);
});

test('what was of a deleted record only is not packed', () => {
  const table = new PackedTable(filled([[' ROUX']], [[' LEA']]).pack());
  table.set(personId(0), null);
  expect(table.pack().columns.map(({ terms }) => terms)).toEqual([' LEA\n']);
});

function cellsOf(table: PackedTable, n: number): readonly string[] | undefined {
  const row = table.row(personId(n));
  return row === undefined ? undefined : [table.id(row), table.cell(row, 0), table.cell(row, 1)];
}

const edits = fc.array(fc.tuple(fc.nat(6), fc.option(fc.constantFrom<Cells>([['A'], []], [['B'], ['A']], [['A', 'AB'], ['B']]))), { maxLength: 20 });

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
      for (const text of ['A', 'B', 'AB']) for (const column of [0, 1]) expect(ids(packed, column, text)).toEqual(ids(plain, column, text));
      for (let n = 0; n < 7; n++) {
        expect(cellsOf(packed, n)).toEqual(cellsOf(plain, n));
      }
    }),
  );
});
