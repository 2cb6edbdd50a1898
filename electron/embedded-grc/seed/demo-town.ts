import type { Clerk, Town } from '#shared/domain/desk/town.ts';
import type { Department } from '#shared/domain/procedure/procedure.ts';

/** An invented town: neither it nor its agglomeration exists, and its numbers are those reserved for fiction. */
export const DEMO_TOWN: Town = {
  name: 'Valmont-sur-Orlise',
  agglomeration: 'Agglomération du Pays d’Orlise',
  zone: 'Europe/Paris',
  postalAddress: 'Hôtel de ville, 1 place du Marché, 99140 Valmont-sur-Orlise',
  phone: '01 99 00 10 00',
  email: 'mairie@valmont-sur-orlise.example',
  website: 'https://valmont-sur-orlise.example',
  trackingPortal: 'https://suivi.valmont-sur-orlise.example/d',
  dataProtectionNotice:
    'Vos données servent à traiter votre demande (mission d’intérêt public) et sont conservées le temps prévu par la loi. Accès, rectification, opposition : dpo@valmont-sur-orlise.example ou en mairie ; réclamation : CNIL.',
};
export const DEMO_SITE = '014';

/** Who works in the demo, with the PINs that the documentation gives. */
export const DEMO_CLERKS: readonly (Clerk & { readonly pin: string })[] = [
  { id: '0190a000-0000-7000-8000-00000000c001', name: 'Sophie Marchand', title: 'Agente d’accueil', roles: ['counter'], pin: '1234' },
  { id: '0190a000-0000-7000-8000-00000000c002', name: 'Karim Belkacem', title: 'Agent d’accueil et du courrier', roles: ['counter', 'mail'], pin: '2468' },
  { id: '0190a000-0000-7000-8000-00000000c003', name: 'Hélène Aubry', title: 'Responsable de l’accueil', roles: ['counter', 'mail', 'supervisor'], pin: '1357' },
];

const department = (code: string, name: string, line: string, extension: string): Department => ({
  code,
  name,
  postalAddress: `${line}, 99140 Valmont-sur-Orlise`,
  phone: `01 99 00 10 ${extension}`,
  email: `${code.toLowerCase()}@valmont-sur-orlise.example`,
});

export const DEMO_DEPARTMENTS: readonly Department[] = [
  department('EC', 'État civil et élections', '1 place du Marché', '10'),
  department('EDU', 'Éducation et restauration scolaire', '4 rue des Écoles', '20'),
  department('PE', 'Petite enfance', '6 rue des Écoles', '30'),
  department('VOI', 'Voirie et éclairage public', '12 route de l’Orlise', '40'),
  department('PRO', 'Propreté et déchets', '12 route de l’Orlise', '50'),
  department('DOM', 'Domaine public et stationnement', '1 place du Marché', '60'),
  department('ASS', 'Vie associative et salles', '2 allée des Tilleuls', '70'),
  department('CAB', 'Cabinet et relations avec les usagers', '1 place du Marché', '80'),
];
