import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Citizen } from './citizen.ts';
import { PackedTable } from './packed-table.ts';
import { searchCells } from './search-line.ts';
import { searchPeople } from './search.ts';
import { naiveSearch } from './testing/naive-search.ts';
import { personId } from './testing/town.ts';

const name = fc.constantFrom('Martin', 'Martinez', 'Marin', 'Morin', 'Lefèvre', 'Le Fèvre', 'L’Hermite', 'Zoé', 'Zoë-Anne', 'Noël', 'Noëlle', 'Dupont', 'Dupond');
const person = fc.record(
  {
    birthName: name,
    firstNames: name,
    usedName: name,
    birthDate: fc.constantFrom('1984', '1984-03', '1984-03-12', '1948-12-03', '2012-03-19'),
    phones: fc.subarray(['+33612345678', '+33198406121', '+4912031984']),
    emails: fc.subarray(['martin.zoe@exemple.fr', 'marin@noel.fr']),
    householdId: fc.constantFrom(personId(900), personId(901)),
    address: fc.constantFrom({ label: '1 rue Haute', city: 'Valmont' }, { label: '2 rue Haute' }),
  },
  { requiredKeys: ['birthName', 'firstNames', 'phones', 'emails'] },
);
/** Persons who come, change, and go; the table is packed anew now and then. */
const step = fc.record({ n: fc.nat(30), person: fc.option(person, { freq: 8 }), pack: fc.boolean() });
const letter = fc.constantFrom('', 'a', 'e', 'i', 'n', 'z');
const typed = fc.tuple(name, fc.nat(), letter, fc.boolean()).map(([whole, cut, slip, wrong]) => {
  const at = cut % whole.length;
  return wrong ? whole.slice(0, at) + slip + whole.slice(at + 1) : whole.slice(0, at + 1);
});
const query = fc.array(fc.oneof({ weight: 5, arbitrary: typed }, fc.constantFrom('84', '1984', '12/03/1984', '0612345678', '5678', 'martin.zoe@', '@noel')), { minLength: 1, maxLength: 3 });

test('whoever came, changed and went, it answers as reading everybody does: the same persons, order and reasons', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), fc.array(query, { minLength: 1, maxLength: 5 }), (steps, queries) => {
      let table = new PackedTable();
      const town = new Map<string, Citizen>();
      for (const { n, person: citizen, pack } of steps) {
        const id = personId(n);
        town.delete(id);
        if (citizen !== null) town.set(id, { id, ...citizen });
        table.set(id, citizen && searchCells({ ...citizen }, []));
        if (pack) table = new PackedTable(table.pack());
      }
      for (const words of queries) {
        const asked = words.join(' ');
        const answered = searchPeople(table, asked, 20).map(({ person: { id }, reasons }) => [id, ...reasons]);
        expect([asked, ...answered]).toEqual([asked, ...naiveSearch([...town.values()], asked, 20)]);
      }
    }),
    { numRuns: 300 },
  );
});
