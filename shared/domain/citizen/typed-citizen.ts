import { err, ok, type Result } from '#shared/lib/result.ts';
import { typedDate } from '#shared/lib/typed-date.ts';
import { citizenSchema, type Citizen } from './citizen.ts';

/** A person as typed, every field a line of text; several phones or e-mails stand on one line, between commas. */
export type TypedCitizen = {
  readonly birthName?: string;
  readonly firstNames?: string;
  readonly usedName?: string;
  readonly birthDate?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly address?: string;
};
export type TypedCitizenErrors = Partial<Record<keyof TypedCitizen, string>>;

/** The person, or a sentence for each field to correct. Names are kept as given, in NFC. */
export function readTypedCitizen(typed: TypedCitizen, id: string, today: string): Result<Citizen, TypedCitizenErrors> {
  const text = (name: keyof TypedCitizen): string => (typed[name] ?? '').normalize('NFC').replace(/\s+/g, ' ').trim();
  const errors: TypedCitizenErrors = {};
  const birthDate = text('birthDate') === '' ? undefined : readBirthDate(text('birthDate'), today);
  const phones = parts(text('phone')).map(readPhone);
  const emails = parts(text('email'));
  if (text('birthName') === '') errors.birthName = 'Le nom de naissance est nécessaire.';
  if (text('birthDate') !== '' && birthDate === undefined) errors.birthDate = 'Date à écrire jjmmaaaa ; sans le jour : mmaaaa ; l’année seule : aaaa.';
  if (phones.includes(undefined)) errors.phone = 'Numéro à 10 chiffres, ou avec + et l’indicatif du pays.';
  if (emails.some((email) => !/^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i.test(email))) errors.email = 'Adresse à écrire comme nom@exemple.fr.';
  if (Object.keys(errors).length > 0) return err(errors);
  const citizen = citizenSchema.safeParse({
    id,
    birthName: text('birthName'),
    firstNames: text('firstNames'),
    ...(text('usedName') !== '' && { usedName: text('usedName') }),
    ...(birthDate !== undefined && { birthDate }),
    phones: [...new Set(phones)],
    emails: [...new Set(emails)],
    ...(text('address') !== '' && { address: { label: text('address') } }),
  });
  if (citizen.success) return ok(citizen.data);
  const field = citizen.error.issues[0]?.path[0];
  const shown = field === 'emails' ? 'email' : field === 'phones' ? 'phone' : field;
  return err({ [typeof shown === 'string' && shown in typed ? shown : 'birthName']: 'Trop long, ou d’une forme inattendue.' });
}

function parts(line: string): readonly string[] {
  return line.split(/[,;]/).map((part) => part.trim()).filter((part) => part !== '');
}

/** `1984`, `031984` (or `03/1984`), or a whole day; a birth is never in the future. */
export function readBirthDate(typed: string, today: string): string | undefined {
  const year = /^(\d{4})$/.exec(typed)?.[1];
  // Four digits are a year of birth here, not the day and month that they would be elsewhere.
  if (year !== undefined) return year >= '1880' && year <= today.slice(0, 4) ? year : undefined;
  const month = /^(0[1-9]|1[0-2])[\s/.-]?((?:18|19|20)\d{2})$/.exec(typed);
  const date = month !== null ? `${month[2]}-${month[1]}` : typedDate(typed, today, 'past');
  return date !== undefined && date <= today && !/^[+-]/.test(typed) ? date : undefined;
}

/** E.164 of a French or foreign number, whatever its separators. */
export function readPhone(typed: string): string | undefined {
  const digits = typed.replace(/[\s.()/-]/g, '').replace(/^00/, '+');
  if (/^0[1-9]\d{8}$/.test(digits)) return `+33${digits.slice(1)}`;
  if (/^\+330[1-9]\d{8}$/.test(digits)) return `+33${digits.slice(4)}`;
  return /^\+[1-9]\d{6,14}$/.test(digits) ? digits : undefined;
}

/** Another value for one field, typed as a line; a sentence when it can't be. An empty line takes the value away. */
export function readTypedField(field: string, typed: string, today: string): Result<unknown, string> {
  const line = typed.normalize('NFC').replace(/\s+/g, ' ').trim();
  switch (field) {
    case 'phones':
      return pick(readTypedCitizen({ birthName: 'X', phone: line }, SOMEBODY, today), 'phone', ({ phones }) => phones);
    case 'emails':
      return pick(readTypedCitizen({ birthName: 'X', email: line }, SOMEBODY, today), 'email', ({ emails }) => emails);
    case 'birthDate':
      return pick(readTypedCitizen({ birthName: 'X', birthDate: line }, SOMEBODY, today), 'birthDate', ({ birthDate }) => birthDate ?? null);
    case 'address':
      return pick(readTypedCitizen({ birthName: 'X', address: line }, SOMEBODY, today), 'address', ({ address }) => address ?? null);
    case 'birthName':
      return pick(readTypedCitizen({ birthName: line }, SOMEBODY, today), 'birthName', ({ birthName }) => birthName);
    case 'firstNames':
      return ok(line);
    default:
      return ok(line === '' ? null : line);
  }
}

const SOMEBODY = '00000000-0000-7000-8000-000000000000';

function pick(read: Result<Citizen, TypedCitizenErrors>, name: keyof TypedCitizen, of: (citizen: Citizen) => unknown): Result<unknown, string> {
  return read.ok ? ok(of(read.value)) : err(read.refusal[name] ?? 'Trop long, ou d’une forme inattendue.');
}
