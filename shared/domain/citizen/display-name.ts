import type { Citizen } from './citizen.ts';

/** `MARTIN Zoé`, as on the paper: birth name in capitals, first names as given, the used name when there is one. */
export function displayName(citizen: Pick<Citizen, 'birthName' | 'firstNames' | 'usedName'>): string {
  const name = [citizen.birthName.toLocaleUpperCase('fr'), citizen.firstNames].filter((part) => part !== '').join(' ');
  const used = citizen.usedName?.toLocaleUpperCase('fr') ?? '';
  return used === '' || used === citizen.birthName.toLocaleUpperCase('fr') ? name : `${name} (usage ${used})`;
}
