import type { Reference } from '#shared/domain/desk/reference.ts';

/** The small lists of the demo town. */
export const DEMO_REFERENCE: Reference = {
  'closing-days': [
    { day: '2026-12-24', label: 'Fermeture à midi, veille de Noël' },
    { day: '2026-12-31', label: 'Fermeture à midi, veille du Nouvel An' },
    { day: '2027-05-07', label: 'Pont de l’Ascension' },
  ],
  streets: [
    'allée des Tilleuls', 'avenue de la Gare', 'chemin des Vignes', 'impasse de la Forge', 'place du Marché', 'route de l’Orlise', 'rue des Écoles', 'rue du Puits',
  ].map((name, place) => ({ code: `99140-${String(place + 1).padStart(4, '0')}`, name, postcode: '99140' })),
  motives: [
    { code: 'illegible', label: 'Illisible', of: 'document-refused' },
    { code: 'expired', label: 'Périmée', of: 'document-refused' },
    { code: 'other-person', label: 'Au nom d’une autre personne', of: 'document-refused' },
    { code: 'incomplete', label: 'Incomplète', of: 'document-refused' },
    { code: 'changed-mind', label: 'L’usager renonce', of: 'withdrawal' },
    { code: 'recorded-twice', label: 'Enregistrée deux fois', of: 'withdrawal' },
    { code: 'advertising', label: 'Publicité', of: 'set-aside' },
    { code: 'misdelivered', label: 'Pli destiné à un autre', of: 'set-aside' },
    { code: 'opening-hours', label: 'Horaires et adresses', of: 'quick-answer' },
    { code: 'which-papers', label: 'Pièces à fournir', of: 'quick-answer' },
    { code: 'where-is-my-request', label: 'Où en est ma demande', of: 'quick-answer' },
    { code: 'other-administration', label: 'Orientation vers un autre organisme', of: 'quick-answer' },
  ],
};
