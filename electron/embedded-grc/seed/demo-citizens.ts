import type { Citizen } from '#shared/domain/citizen/citizen.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import { seededRandom, type Random } from './random.ts';

const NAMES = ['MARTIN', 'BERNARD', 'PETIT', 'DURAND', 'LEROY', 'MOREAU', 'GARCIA', 'LEFÈVRE', 'ROUX', 'FAURE', 'BENALI', 'NGUYEN', 'DA SILVA', 'LE GOFF', 'DE LA FONTAINE', 'D’HAUTEVILLE', 'SAINT-JUST', 'KONÉ', 'ÇELIK', 'MÜLLER', 'OUÉDRAOGO', 'HERNÁNDEZ', 'TRAN', 'COHEN', 'L’HÉNORET', 'BŒUF', 'VAN DEN BERG', 'ABDALLAH', 'NOËL', 'GRANDJEAN'] as const;
const FIRST = ['Zoé', 'Léa', 'Anne', 'Marie-Louise', 'Chloé', 'Inès', 'Fatou', 'Hélène', 'Noëlle', 'Aïcha', 'Éric', 'Luc', 'Jean-Baptiste', 'Mehdi', 'Loïc', 'François', 'Benoît', 'Théo', 'Malik', 'Gaël', 'Émile', 'Jules', 'Maëlle', 'Camille'] as const;
const STREETS = ['rue des Écoles', 'rue du Puits', 'allée des Tilleuls', 'route de l’Orlise', 'place du Marché', 'impasse de la Forge', 'avenue de la Gare', 'chemin des Vignes'] as const;

/** The person whom every demonstration looks for: `mar zo 84`. */
export const ZOE: Citizen = {
  id: uuidv7(1_700_000_000_000, new Uint8Array(10)),
  birthName: 'MARTIN',
  firstNames: 'Zoé',
  birthDate: '1984-03-12',
  birthPlace: 'Nantes',
  phones: ['+33639980084'],
  emails: ['zoe.martin@exemple.example'],
  address: { label: '3 rue du Puits, 99140 Valmont-sur-Orlise', housenumber: '3', street: 'rue du Puits', postcode: '99140', city: 'Valmont-sur-Orlise' },
  householdId: uuidv7(1_700_000_000_000, new Uint8Array(10).fill(1)),
};

/** Families that share a phone, an e-mail and a roof, with homonyms, used names and half-known birth dates. */
export function demoCitizens(count: number): readonly Citizen[] {
  const random = seededRandom(20_261_124);
  const citizens: Citizen[] = [ZOE];
  while (citizens.length < count) citizens.push(...family(random, citizens.length));
  return citizens.slice(0, count);
}

function family(random: Random, from: number): readonly Citizen[] {
  const name = random.pick(NAMES);
  const street = random.pick(STREETS);
  const number = String(1 + random.below(90));
  const householdId = id(random, from, 999);
  const phone = `+33639980${String(100 + random.below(900))}`;
  const email = `${slug(name)}.${from}@exemple.example`;
  const size = 1 + random.below(5);
  return Array.from({ length: size }, (_, place): Citizen => {
    const child = place >= 2;
    const year = child ? 2008 + random.below(17) : 1935 + random.below(70);
    const other = place === 1 && random.chance(0.6) ? random.pick(NAMES) : undefined;
    return {
      id: id(random, from + place, place),
      birthName: other ?? name,
      ...(other !== undefined && random.chance(0.5) && { usedName: name }),
      firstNames: random.pick(FIRST),
      birthDate: birthDate(random, year),
      phones: child ? [] : [phone],
      emails: child || random.chance(0.3) ? [] : [email],
      address: { label: `${number} ${street}, 99140 Valmont-sur-Orlise`, housenumber: number, street, postcode: '99140', city: 'Valmont-sur-Orlise' },
      householdId,
    };
  });
}

function birthDate(random: Random, year: number): string {
  if (random.chance(0.02)) return String(year);
  const month = String(1 + random.below(12)).padStart(2, '0');
  return random.chance(0.02) ? `${year}-${month}` : `${year}-${month}-${String(1 + random.below(28)).padStart(2, '0')}`;
}

function id(random: Random, index: number, place: number): string {
  const bytes = Uint8Array.from({ length: 10 }, () => random.below(256));
  return uuidv7(1_700_000_000_000 + index * 1000 + place, bytes);
}

function slug(name: string): string {
  return name.normalize('NFD').replace(/[^A-Za-z]/g, '').toLowerCase();
}
