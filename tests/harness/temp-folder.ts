import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** A new, empty folder for the unit test that runs (or is being prepared); it is removed when that test ends. */
export function tempFolder(): string {
  const folder = makeFolder();
  onTestFinished(folder.remove);
  return folder.path;
}

/** The same for whoever removes it: a whole file of tests, or a runner. */
export function makeFolder(): { readonly path: string; readonly remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'plainpied-test-'));
  return { path: folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
