/** One promise put to the test by one layer; `scenario` is its number in the list of scenarios. */
export type Check = {
  readonly scenario: number;
  readonly layer: 'model' | 'proxy' | 'kill' | 'disk';
  readonly name: string;
  /** I1 to I8. */
  readonly invariant: string;
  /** What went wrong, in words; nothing when the promise was kept. */
  readonly broken: readonly string[];
};
