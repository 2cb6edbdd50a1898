import os from 'node:os';
import path from 'node:path';

/** Where fetched tools are kept: outside node_modules, so that `npm ci` does not fetch them again. */
export function cacheFolder(): string {
  const xdg = process.env['XDG_CACHE_HOME'];
  const base = xdg !== undefined && path.isAbsolute(xdg) ? xdg : path.join(os.homedir(), '.cache');
  return path.join(base, 'plainpied');
}
