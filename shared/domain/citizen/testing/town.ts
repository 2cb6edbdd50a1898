import type { Citizen } from '../citizen.ts';
import { PackedTable } from '../packed-table.ts';
import { searchCells } from '../search-line.ts';

export type Person = Omit<Citizen, 'id' | 'phones' | 'emails'> & Partial<Pick<Citizen, 'phones' | 'emails'>>;

export function personId(n: number): string {
  return `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
}

/** A table of these persons, `numbers` being those of the demandes of each. Half is packed, half came later. */
export function townOf(people: readonly Person[], numbers: readonly (readonly string[])[] = []): PackedTable {
  const line = (n: number, person: Person) => searchCells({ phones: [], emails: [], ...person }, numbers[n] ?? []);
  const first = new PackedTable();
  people.forEach((person, n) => n % 2 === 0 && first.set(personId(n), line(n, person)));
  const table = new PackedTable(first.pack());
  people.forEach((person, n) => n % 2 === 1 && table.set(personId(n), line(n, person)));
  return table;
}
