import { foldWords } from '../citizen/fold.ts';
import type { Sender } from './mail-item.ts';

export type TypedSenderKind = Extract<Sender, { readonly name: string }>['kind'];

const COMPANY = new Set(['SA', 'SAS', 'SASU', 'SARL', 'EURL', 'SCI', 'SCP', 'SNC', 'SCOP', 'SELARL', 'ETS', 'SOCIETE', 'ENTREPRISE', 'BANQUE', 'ASSURANCES', 'CABINET', 'EDF', 'ENEDIS', 'ORANGE']);
const ADMINISTRATION = new Set([
  'MAIRIE', 'COMMUNE', 'PREFECTURE', 'DEPARTEMENT', 'REGION', 'METROPOLE', 'AGGLOMERATION', 'MINISTERE', 'TRIBUNAL', 'RECTORAT', 'ACADEMIE', 'TRESOR', 'TRESORERIE',
  'DDFIP', 'DGFIP', 'URSSAF', 'CAF', 'CPAM', 'CCAS', 'DREAL', 'DRAC', 'ARS', 'INSEE', 'GENDARMERIE', 'COMMISSARIAT', 'SYNDICAT', 'NOTAIRES',
]);

/** What a sender typed by name may be, the likeliest first by the words of the name; the clerk chooses. */
export function likelySenderKinds(name: string): readonly TypedSenderKind[] {
  const words = foldWords(name);
  if (words.some((word) => ADMINISTRATION.has(word))) return ['administration', 'company', 'person'];
  if (words.some((word) => COMPANY.has(word))) return ['company', 'administration', 'person'];
  return ['person', 'company', 'administration'];
}

/** The name of a sender as a register shows it; undefined for one whom nobody knows. */
export function senderName(sender: Sender): string | undefined {
  switch (sender.kind) {
    case 'citizen':
      return sender.displayName;
    case 'unknown':
      return undefined;
    default:
      return sender.name;
  }
}
