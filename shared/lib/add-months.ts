/** The same day of a later month, or that month's last day where it has none (de quantième à quantième). */
export function addMonths(from: string, months: number): string {
  const [year = 0, month = 1, day = 1] = from.split('-').map(Number);
  const target = year * 12 + (month - 1) + months;
  const [inYear, inMonth] = [Math.floor(target / 12), (target % 12) + 1];
  return `${String(inYear).padStart(4, '0')}-${String(inMonth).padStart(2, '0')}-${String(Math.min(day, daysIn(inYear, inMonth))).padStart(2, '0')}`;
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}
