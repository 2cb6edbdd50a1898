/** The value below which the given share of the samples lies (nearest rank). */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new Error('no samples');
  return value;
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}

/** Rows of a table with aligned columns; numbers are rounded to a tenth. */
export function printTable(title: string, rows: ReadonlyArray<readonly (string | number)[]>): void {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? String(Math.round(cell * 10) / 10) : cell)));
  const widths = cells.reduce<number[]>((sofar, row) => row.map((cell, column) => Math.max(sofar[column] ?? 0, cell.length)), []);
  console.log(`\n${title}`);
  for (const row of cells) console.log(`  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')}`);
}

/** A goal and what was measured, said plainly. */
export function printGoal(what: string, measured: number, goal: number): void {
  console.log(`${measured <= goal ? 'met ' : 'MISSED'} ${what}: ${measured} (goal ${goal} or less)`);
}

/** The same for what should be high. */
export function printFloor(what: string, measured: number, goal: number): void {
  console.log(`${measured >= goal ? 'met ' : 'MISSED'} ${what}: ${measured} (goal ${goal} or more)`);
}

export function rounded(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}
