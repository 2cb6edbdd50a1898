import type { ElectronDist } from '../runtime/electron-dist.ts';

/** Why this Electron may not be packaged for users, or undefined when it may. */
export function refusalToPackage(electron: Pick<ElectronDist, 'support' | 'version'>, trial: boolean): string | undefined {
  if (electron.support === 'supported' || trial) return undefined;
  return [
    `Electron ${electron.version} is out of support: it is not packaged for users.`,
    'Give a supported one (ELECTRON_OVERRIDE_DIST_PATH=/path/to/electron-dist, or access to its download),',
    'or make a trial for demo data only: npm run package -- --trial',
  ].join('\n');
}
