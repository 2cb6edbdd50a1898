import { t } from '@lingui/core/macro';
import type { Procedure } from '#shared/domain/procedure/procedure.ts';
import { requestStatusSchema } from '#shared/domain/service-request/service-request.ts';
import type { Conflict } from '#shared/sync/answer.ts';
import { valueAt } from '#shared/sync/merge.ts';
import { frenchDay, frenchPhone } from '#renderer/ui/french-format.ts';
import { statusStamp } from './status-words.ts';

export function conflictTitle({ type, current }: Conflict): string {
  if (type === 'citizen/amend') return [valueAt(current, 'birthName'), valueAt(current, 'firstNames')].filter((part) => typeof part === 'string').join(' ') || t`Fiche d’un usager`;
  if (type === 'mail-item/amend') {
    const chrono = valueAt(current, 'chrono') ?? valueAt(current, 'deskNumber');
    return typeof chrono === 'string' ? t`Pli ${chrono}` : t`Pli`;
  }
  const number = valueAt(current, 'deskNumber') ?? valueAt(current, 'grcNumber');
  return typeof number === 'string' ? t`Demande ${number}` : t`Demande`;
}

/** A field as a clerk calls it; a field of the form by its title in the catalogue. */
export function fieldWord(field: string, procedure: Procedure | undefined): string {
  const words: Readonly<Record<string, string>> = {
    birthName: t`Nom de naissance`,
    usedName: t`Nom d’usage`,
    firstNames: t`Prénoms`,
    birthDate: t`Date de naissance`,
    birthPlace: t`Lieu de naissance`,
    phones: t`Téléphone`,
    emails: t`Courriel`,
    address: t`Adresse`,
    householdId: t`Foyer`,
    note: t`Note pour le service`,
    documents: t`Pièces`,
    applicant: t`Demandeur`,
    representative: t`Représenté par`,
    beneficiaries: t`Pour`,
    status: t`État de la demande`,
    sender: t`Expéditeur`,
    subject: t`Objet`,
    departmentCode: t`Service`,
    copyTo: t`Copies`,
    registeredNumber: t`N° de recommandé`,
    requestIds: t`Demandes liées`,
    confidential: t`Confidentiel`,
    writtenOn: t`Date du courrier`,
    postmarkedOn: t`Cachet de la poste`,
  };
  const name = field.replace(/^form\./, '');
  return words[field] ?? procedure?.form.properties[name]?.title ?? name;
}

/** A value in words; nothing is said as such. */
export function valueWords(field: string, value: unknown): string {
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return t`(rien)`;
  if (field === 'status') {
    const status = requestStatusSchema.safeParse(value);
    return status.success ? statusStamp(status.data).word : text(value);
  }
  if (field === 'birthDate' && typeof value === 'string') return frenchDay(value);
  if (Array.isArray(value)) return value.map((item: unknown) => (field === 'phones' && typeof item === 'string' ? frenchPhone(item) : text(item))).join(' · ');
  return text(value);
}

function text(value: unknown): string {
  if (value === true) return t`oui`;
  if (value === false) return t`non`;
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return '';
  const { label, title, status, displayName } = value as Record<string, unknown>;
  if (typeof title === 'string') return typeof status === 'string' ? `${title} : ${documentWord(status)}` : title;
  return typeof label === 'string' ? label : typeof displayName === 'string' ? displayName : '';
}

function documentWord(status: string): string {
  const words: Readonly<Record<string, string>> = {
    missing: t`manquante`,
    provided: t`fournie`,
    seen: t`vue`,
    refused: t`refusée`,
    outdated: t`périmée`,
    'not-required': t`non exigée`,
  };
  return words[status] ?? status;
}
