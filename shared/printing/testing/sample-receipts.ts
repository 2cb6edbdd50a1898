import type { DocumentCheck } from '#shared/domain/document/document-check.ts';
import type { Receipt } from '#shared/domain/receipt/receipt.ts';

const ID = '01900000-0000-7000-8000-000000000001';

function check(title: string, status: DocumentCheck['status'], more: Partial<DocumentCheck> = {}): DocumentCheck {
  return { id: ID, type: 'piece', title, mandatory: true, status, attachmentIds: [], ...more };
}

const usual: Receipt = {
  requestId: ID,
  number: '26-014-03-000427-20',
  recordedAt: '2026-11-24T09:42:10.000Z',
  receivedOn: '2026-11-24',
  town: {
    name: 'Ville de Valbourg-sur-Loue', agglomeration: 'Grand Valbourg Agglomération', zone: 'Europe/Paris',
    postalAddress: '1 place de l’Hôtel-de-Ville, 25999 Valbourg-sur-Loue', phone: '03 81 00 00 00', email: 'mairie@valbourg.example',
    dataProtectionNotice: 'Vos données servent à instruire votre demande. Droits d’accès et de rectification : dpo@valbourg.example.',
    trackingPortal: 'https://suivi.valbourg.example/d',
  },
  department: { code: 'edu', name: 'Éducation et restauration scolaire', postalAddress: '3 rue des Écoles, 25999 Valbourg-sur-Loue', phone: '03 81 00 00 12', email: 'education@valbourg.example' },
  procedureTitle: 'Inscription à la cantine',
  applicantName: 'MARTIN Zoé (usage DURAND)',
  representativeName: null,
  beneficiaryNames: ['MARTIN Léo'],
  documents: [
    check('Justificatif de domicile', 'provided', { original: 'returned' }),
    check('Livret de famille', 'seen', { original: 'returned' }),
    check('Attestation de quotient familial', 'missing', { reason: 'À demander à la CAF, 18 € d’écart constaté' }),
  ],
  attachmentCount: 1,
  clerk: 'Anne Roy, agente d’accueil',
  desk: 'Guichet 3',
  trackingUrl: 'https://suivi.valbourg.example/d/q83vEjRWeJCrze8SNFZ4kA',
  transmission: { state: 'waiting', since: '2026-11-24T09:42:10.000Z' },
  copy: 'original',
};

const { agglomeration: _a, trackingPortal: _p, email: _e, ...bareTown } = usual.town;

/** Receipts that try the layouts: the names are invented. */
export const sampleReceipts = {
  usual,
  minimal: { ...usual, town: bareTown, documents: [], attachmentCount: 0, beneficiaryNames: [], trackingUrl: null, applicantName: 'LE Li' },
  long: {
    ...usual,
    procedureTitle: 'Autorisation d’occupation temporaire du domaine public pour un échafaudage, une benne ou un déménagement de plus de trois jours',
    applicantName: 'DE LA ROCHEFOUCAULD-MONTMORENCY Marie-Charlotte Éléonore Ægidia (usage VAN DEN BŒUF-SAINT-EXUPÉRY)',
    representativeName: 'SOCIÉTÉ-INTERDÉPARTEMENTALE-DE-TRAVAUX-ET-D’ÉCHAFAUDAGES Jean-Barthélemy',
    beneficiaryNames: ['MARTIN Léo', 'MARTIN Anaïs', 'O’CONNOR-LEFÈVRE Maëlys'],
  },
  many: {
    ...usual,
    attachmentCount: 14,
    documents: Array.from({ length: 22 }, (_, i) =>
      check(`Pièce justificative numéro ${i + 1} exigée par le règlement intérieur`, (['provided', 'seen', 'missing', 'refused', 'outdated'] as const)[i % 5] ?? 'seen',
        i % 5 > 2 ? { reason: 'Document illisible : la date et le nom du signataire ne se lisent pas.', original: 'kept', keptAt: 'Archives, armoire B' } : { original: 'returned' }),
    ),
  },
  nobody: { ...usual, procedureTitle: 'Danger sur la voie publique', applicantName: null, beneficiaryNames: [], documents: [], attachmentCount: 0 },
  duplicate: { ...usual, copy: 'duplicate', transmission: { state: 'transmitted', at: '2026-11-24T10:05:00.000Z', grcNumber: 'GRC-2026-004211' } },
} as const satisfies Record<string, Receipt>;
