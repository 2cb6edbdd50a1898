import { SCENARIOS, type Invariant } from './scenarios.ts';

export type Layer = 'model' | 'disk' | 'proxy' | 'kill' | 'storage';

/** One promise put to the test by one layer; `scenario` is its number in the list of scenarios. */
export type Check = {
  readonly scenario: number;
  readonly layer: Layer;
  readonly name: string;
  /** One or more of I1 to I8. */
  readonly invariant: string;
  /** What went wrong, in words that begin with the invariant; nothing when the promise was kept. */
  readonly broken: readonly string[];
  /** Why it could not be tried on this machine. */
  readonly notRun?: string;
};

export type Totals = Record<Invariant, number>;
const SHOWN = 5;

/** Prints every scenario with what was tried of it; answers how many promises were kept, and adds the broken ones up. */
export function report(checks: readonly Check[], totals: Totals, say: (line: string) => void): { readonly passed: number; readonly failed: number } {
  for (const { number, name } of SCENARIOS) {
    const own = checks.filter(({ scenario }) => scenario === number);
    say(`${String(number).padStart(2)}  ${name}${own.length === 0 ? ': not tried by the layers of this run' : ''}`);
    for (const check of own) sayCheck(check, say);
  }
  const tried = checks.filter(({ notRun }) => notRun === undefined);
  for (const { broken, invariant } of tried) for (const what of broken) totals[invariantOf(what, invariant)] += 1;
  const failed = tried.filter(({ broken }) => broken.length > 0).length;
  return { passed: tried.length - failed, failed };
}

function sayCheck({ layer, name, invariant, broken, notRun }: Check, say: (line: string) => void): void {
  const verdict = notRun !== undefined ? `not run (${notRun})` : broken.length === 0 ? 'pass' : 'FAIL';
  say(`      ${verdict}  ${layer}  ${invariant}  ${name}`);
  for (const what of broken.slice(0, SHOWN)) say(`            ${what}`);
  if (broken.length > SHOWN) say(`            and ${broken.length - SHOWN} more`);
}

function invariantOf(what: string, promised: string): Invariant {
  const [named] = /\bI[1-8]\b/.exec(what) ?? /\bI[1-8]\b/.exec(promised) ?? ['I1'];
  return named as Invariant;
}
