/** `24 novembre 2026` for a calendar day. */
export function dayInWords(day: string): string {
  const parts = new Intl.DateTimeFormat('fr-FR', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' })
    .formatToParts(Date.parse(`${day}T00:00:00Z`));
  const pick = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  return `${dayFigure(pick('day'))}\u00a0${pick('month')} ${pick('year')}`;
}

/** `1er`, then plain figures. */
export function dayFigure(day: string): string {
  return day === '1' ? '1er' : day;
}
