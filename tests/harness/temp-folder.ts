import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** A new, empty folder for the unit test that runs (or is being prepared); it is removed when that test ends. */
export function tempFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'plainpied-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
