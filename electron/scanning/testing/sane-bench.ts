import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scanimage } from '../sane/scanimage.ts';

/** SANE's own test backend, alone on this machine: one device `test:0`, whose feeder holds ten sheets a run. */
export type SaneBench = {
  readonly scanimage: Scanimage;
  /** A folder for the sheets between the driver and the app. */
  readonly scratch: string;
  /** The same backend behind a script of that name: each run takes the next of these lines of shell; `"$@"` are its arguments. */
  readonly scripted: (...runs: readonly string[]) => Scanimage;
  /** The folder of that script, to put first in PATH; without a script the real one is found behind it. */
  readonly bin: string;
  readonly leftovers: () => readonly string[];
  readonly close: () => void;
};

/** SANE's status codes as its test backend is told to answer them. */
export const failing = (status: string): string => `exec scanimage "$@" --read-return-value=SANE_STATUS_${status}`;
export const WORKING = 'exec scanimage "$@"';

export function openSaneBench(): SaneBench {
  const folder = mkdtempSync(join(tmpdir(), 'plainpied-sane-'));
  const scratch = join(folder, 'scratch');
  mkdirSync(scratch);
  writeFileSync(join(folder, 'dll.conf'), 'test\n');
  writeFileSync(join(folder, 'test.conf'), ['number_of_devices 1', 'mode Gray', 'depth 8', 'resolution_min 1', 'resolution_max 1200', 'geometry_max 300', 'test-picture "Grid"', ''].join('\n'));
  const env = { SANE_CONFIG_DIR: folder };
  return {
    scanimage: { file: 'scanimage', env },
    scratch,
    bin: join(folder, 'bin'),
    scripted: (...runs) => {
      const file = join(folder, 'bin', 'scanimage');
      mkdirSync(join(folder, 'bin'), { recursive: true });
      // What only asks for devices or options is answered at once and counts for nothing.
      const cases = runs.map((line, index) => `  ${index + 1}) ${line} ;;`).join('\n');
      writeFileSync(
        file,
        `#!/bin/sh\nPATH=/usr/bin:/bin\ncase "$*" in *--batch=*) ;; *) exec scanimage "$@" ;; esac\n` +
          `count=$(( $(cat ${folder}/count 2>/dev/null || echo 0) + 1 ))\necho $count > ${folder}/count\ncase $count in\n${cases}\n  *) ${WORKING} ;;\nesac\n`,
      );
      chmodSync(file, 0o755);
      rmSync(join(folder, 'count'), { force: true });
      return { file, env };
    },
    leftovers: () => readdirSync(scratch),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
