/** Whether this Electron may ever hold real citizens' data. */
export type ElectronSupport = 'supported' | 'out-of-support';

/** The oldest Electron that its makers still repaired when the version in package.json was chosen. */
const OLDEST_SUPPORTED_MAJOR = 43;

/** A version that cannot be read counts as out of support: the safe side. */
export function supportOf(version: string): ElectronSupport {
  const major = Number(/^v?(\d+)\./.exec(version)?.[1]);
  return major >= OLDEST_SUPPORTED_MAJOR ? 'supported' : 'out-of-support';
}
