/** `2026-11-24` as `24/11/2026`; a date with no day or month stays as short as it is known. */
export function frenchBirthDate(isoDate: string): string {
  return isoDate.split('-').reverse().join('/');
}

export const frenchDay = frenchBirthDate;

/** E.164 as people say it here: `01 23 45 67 89`; foreign numbers keep their prefix. */
export function frenchPhone(e164: string): string {
  const national = /^\+33(\d{9})$/.exec(e164)?.[1];
  if (national === undefined) return e164;
  return `0${national}`.replace(/(\d{2})(?=\d)/g, '$1\u00a0');
}

/** An instant as `24/11/2026 à 10 h 42` in the town's zone. */
export function frenchInstant(instant: string, zone: string): string {
  const parts = new Intl.DateTimeFormat('fr-FR', {
    timeZone: zone,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(new Date(instant));
  const pick = (type: Intl.DateTimeFormatPartTypes): string => parts.find((part) => part.type === type)?.value ?? '';
  return `${pick('day')}/${pick('month')}/${pick('year')} à ${pick('hour')} h ${pick('minute')}`;
}
