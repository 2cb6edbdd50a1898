import type { Procedure } from '#shared/domain/procedure/procedure.ts';
import {
  accepts, choice, count, day, form, homeProof, identity, long, noRule, paper, place, procedure, rejects, text, when, yes,
} from './procedure-parts.ts';

const SCHOOLS = { tilleuls: 'École des Tilleuls', orlise: 'École de l’Orlise', bourg: 'École du Bourg' };

/** The catalogue of the demo town, taken from what town halls do; a jurist approves a real one. */
export const DEMO_PROCEDURES: readonly Procedure[] = [
  procedure({
    code: 'identity-appointment', title: 'Rendez-vous carte d’identité ou passeport', keywords: ['cni', 'passeport', 'titre', 'papiers'], departmentCode: 'EC',
    form: form({ title: choice('Titre demandé', { cni: 'Carte d’identité', passport: 'Passeport', both: 'Les deux' }), reason: choice('Motif', { first: 'Première demande', renewal: 'Renouvellement', lost: 'Perte ou vol' }), declaration: text('Numéro de la déclaration de perte', when('reason', 'lost')), preRequest: text('Numéro de pré-demande') }, ['title', 'reason']),
    documents: [identity, homeProof, paper('photo', 'Photo d’identité de moins de 6 mois', { keep: 'seen' }), paper('loss', 'Déclaration de perte ou de vol', when('reason', 'lost'))],
    silence: noRule('Titre délivré par l’État'),
  }),
  procedure({
    code: 'civil-status-copy', title: 'Copie d’acte d’état civil', keywords: ['naissance', 'mariage', 'décès', 'extrait', 'acte'], departmentCode: 'EC',
    form: form({ act: choice('Acte', { birth: 'Naissance', marriage: 'Mariage', death: 'Décès' }), person: text('Personne concernée'), on: day('Date de l’acte'), copies: count('Exemplaires', 1, 5), kind: choice('Forme', { full: 'Copie intégrale', extract: 'Extrait' }) }, ['act', 'person', 'on']),
    documents: [identity], silence: noRule('CRPA R.112-4 : simple délivrance'), representativeAllowed: true,
  }),
  procedure({
    code: 'school-registration', title: 'Inscription scolaire', keywords: ['école', 'maternelle', 'rentrée', 'élève'], departmentCode: 'EDU', beneficiary: { label: 'Enfant', required: true },
    form: form({ level: choice('Niveau', { nursery: 'Maternelle', primary: 'Élémentaire' }), school: choice('École souhaitée', SCHOOLS), from: day('À partir du'), moved: yes('Vient d’une autre commune'), previous: text('École précédente', when('moved', true)) }, ['level', 'from']),
    documents: [identity, homeProof, paper('family-book', 'Livret de famille', { keep: 'seen' }), paper('vaccines', 'Carnet de vaccinations'), paper('leaving', 'Certificat de radiation', when('moved', true))],
    silence: accepts(2), representativeAllowed: true,
  }),
  procedure({
    code: 'after-school', title: 'Inscription périscolaire', keywords: ['garderie', 'accueil du soir', 'étude', 'centre de loisirs'], departmentCode: 'EDU', beneficiary: { label: 'Enfant', required: true },
    form: form({ moment: choice('Accueil', { morning: 'Matin', evening: 'Soir', both: 'Matin et soir', wednesday: 'Mercredi' }), from: day('À partir du'), allergy: yes('Allergie ou traitement'), allergyDetail: long('Précisez', when('allergy', true)) }, ['moment', 'from']),
    documents: [paper('insurance', 'Attestation d’assurance scolaire', { validityMonths: 12 }), paper('pai', 'Projet d’accueil individualisé', when('allergy', true))], silence: accepts(2),
  }),
  procedure({
    code: 'canteen', title: 'Inscription à la cantine', keywords: ['restauration scolaire', 'repas', 'restaurant'], departmentCode: 'EDU', beneficiary: { label: 'Enfant', required: true },
    form: form({ school: choice('École', SCHOOLS), days: count('Jours par semaine', 1, 4), from: day('À partir du'), diet: choice('Repas', { usual: 'Ordinaire', meatless: 'Sans viande' }), allergy: yes('Allergie alimentaire') }, ['school', 'days', 'from']),
    documents: [paper('tax-notice', 'Avis d’imposition', { hint: 'Sans lui, le tarif le plus élevé s’applique', mandatory: false }), paper('insurance', 'Attestation d’assurance scolaire', { validityMonths: 12 }), paper('pai', 'Projet d’accueil individualisé', when('allergy', true))],
    silence: accepts(2), fee: { label: 'dossier et premier mois', cents: 4_850 },
  }),
  procedure({
    code: 'nursery', title: 'Demande de place en crèche', keywords: ['bébé', 'petite enfance', 'garde', 'nourrisson'], departmentCode: 'PE', beneficiary: { label: 'Enfant', required: false },
    form: form({ born: choice('L’enfant', { born: 'Est né', expected: 'Est attendu' }), due: day('Naissance prévue le', when('born', 'expected')), from: day('Accueil souhaité le'), days: count('Jours par semaine', 1, 5) }, ['born', 'from', 'days']),
    documents: [paper('birth', 'Acte de naissance ou attestation de grossesse'), paper('tax-notice', 'Avis d’imposition', { mandatory: false })], silence: rejects(2),
  }),
  procedure({
    code: 'danger', title: 'Signaler un danger dans la rue', keywords: ['trou', 'arbre', 'câble', 'chaussée', 'signalement', 'urgence'], departmentCode: 'VOI', applicant: 'optional',
    form: form({ place: place('Lieu'), kind: choice('Danger', { road: 'Chaussée ou trottoir', tree: 'Arbre', cable: 'Câble ou réseau', building: 'Bâtiment', other: 'Autre' }), detail: long('Description'), blocked: yes('Le passage est bloqué') }, ['place', 'kind']), silence: noRule('Information de l’administration'),
  }),
  procedure({
    code: 'lighting', title: 'Panne d’éclairage public', keywords: ['lampadaire', 'candélabre', 'lumière', 'signalement'], departmentCode: 'VOI', applicant: 'optional',
    form: form({ place: place('Lieu'), lamp: text('Numéro du lampadaire'), kind: choice('Panne', { off: 'Éteint', blinking: 'Clignote', day: 'Allumé le jour', damaged: 'Abîmé' }) }, ['place', 'kind']), silence: noRule('Information de l’administration'),
  }),
  procedure({
    code: 'cleanliness', title: 'Propreté de la rue', keywords: ['dépôt sauvage', 'tag', 'ordures', 'signalement'], departmentCode: 'PRO', applicant: 'optional',
    form: form({ place: place('Lieu'), kind: choice('Problème', { dump: 'Dépôt sauvage', graffiti: 'Tag', bin: 'Corbeille pleine', other: 'Autre' }), detail: long('Description') }, ['place', 'kind']), silence: noRule('Information de l’administration'),
  }),
  procedure({
    code: 'bulky-waste', title: 'Enlèvement d’encombrants', keywords: ['meuble', 'matelas', 'déchets', 'ramassage'], departmentCode: 'PRO',
    form: form({ place: place('Adresse d’enlèvement', { 'x-prefill': 'address.label' }), items: long('Objets'), volume: count('Volume en m³', 1, 10), phone: text('Téléphone le jour même', { format: 'phone', 'x-prefill': 'phones.0' }) }, ['place', 'items']), silence: rejects(2),
  }),
  procedure({
    code: 'bin', title: 'Remplacement d’un bac', keywords: ['poubelle', 'conteneur', 'déchets', 'volé'], departmentCode: 'PRO',
    form: form({ place: place('Adresse', { 'x-prefill': 'address.label' }), kind: choice('Bac', { household: 'Ordures ménagères', recycling: 'Tri', green: 'Végétaux' }), reason: choice('Motif', { broken: 'Cassé', stolen: 'Volé', small: 'Trop petit' }), people: count('Personnes au foyer', 1, 15, when('reason', 'small')) }, ['place', 'kind', 'reason']), silence: rejects(2),
  }),
  procedure({
    code: 'public-space', title: 'Occupation du domaine public', keywords: ['échafaudage', 'benne', 'terrasse', 'déménagement'], departmentCode: 'DOM',
    form: form({ place: place('Lieu'), kind: choice('Occupation', { scaffold: 'Échafaudage', skip: 'Benne', move: 'Déménagement', terrace: 'Terrasse' }), from: day('Du'), until: day('Au'), surface: count('Surface en m²', 1, 500, when('kind', 'terrace')) }, ['place', 'kind', 'from', 'until']),
    documents: [paper('plan', 'Plan de situation'), paper('liability', 'Assurance responsabilité civile', { validityMonths: 12 })], silence: rejects(2), fee: { label: 'selon la surface et la durée' },
  }),
  procedure({
    code: 'drinks-licence', title: 'Débit de boissons temporaire', keywords: ['buvette', 'licence', 'alcool', 'fête'], departmentCode: 'DOM',
    form: form({ event: text('Événement'), place: place('Lieu'), on: day('Date'), group: choice('Boissons', { one: 'Groupe 1 (sans alcool)', three: 'Groupe 3 (vin, bière, cidre)' }) }, ['event', 'place', 'on', 'group']), silence: accepts(2),
  }),
  procedure({
    code: 'hall-rental', title: 'Location de salle', keywords: ['salle des fêtes', 'réservation', 'mariage', 'association'], departmentCode: 'ASS',
    form: form({ hall: choice('Salle', { tilleuls: 'Salle des Tilleuls (80)', halle: 'Halle de l’Orlise (300)' }), on: day('Date'), use: text('Usage'), people: count('Personnes attendues', 1, 300), association: yes('Pour une association'), name: text('Nom de l’association', when('association', true)) }, ['hall', 'on', 'use', 'people']),
    documents: [paper('liability', 'Assurance responsabilité civile', { validityMonths: 12 }), paper('statutes', 'Statuts de l’association', when('association', true))], silence: rejects(2), fee: { label: 'caution et location', cents: 32_000 },
  }),
  procedure({
    code: 'resident-parking', title: 'Stationnement résident', keywords: ['macaron', 'voiture', 'vignette', 'parking'], departmentCode: 'DOM',
    form: form({ plate: text('Immatriculation', { pattern: '^[A-Za-z0-9 -]{4,12}$' }), zone: choice('Zone', { centre: 'Centre', gare: 'Gare' }), second: yes('Second véhicule du foyer') }, ['plate', 'zone']),
    documents: [identity, homeProof, paper('registration', 'Certificat d’immatriculation', { keep: 'seen' })], silence: rejects(2), fee: { label: 'abonnement annuel', cents: 6_000 },
  }),
  procedure({
    code: 'electoral-roll', title: 'Inscription sur les listes électorales', keywords: ['élection', 'vote', 'carte électorale'], departmentCode: 'EC',
    form: form({ why: choice('Situation', { moved: 'Nouvel habitant', age: 'Majorité', eu: 'Citoyen de l’Union européenne' }), previous: text('Commune précédente', when('why', 'moved')) }, ['why']),
    documents: [identity, homeProof], silence: noRule('Code électoral L.18'), representativeAllowed: true,
  }),
  procedure({
    code: 'complaint', title: 'Réclamation', keywords: ['plainte', 'recours', 'mécontent', 'courrier au maire'], departmentCode: 'CAB',
    form: form({ about: text('Objet'), detail: long('Exposé'), answer: choice('Réponse souhaitée par', { mail: 'Courrier', email: 'Courriel', phone: 'Téléphone' }) }, ['about', 'detail']), silence: rejects(2, 'CRPA L.231-4, 2°'), representativeAllowed: true,
  }),
];
