import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { causeFields } from './cause-fields.ts';

/**
 * What a line may carry: ids, counts, codes. Never a name, never a content.
 * `cause` (an exception) is reduced to its name, code and frames, since messages may quote data.
 */
export type LogFields = { readonly cause?: unknown } & { readonly [key: string]: unknown };

export type Logger = {
  readonly info: (message: string, fields?: LogFields) => void;
  readonly warn: (message: string, fields?: LogFields) => void;
  readonly error: (message: string, fields?: LogFields) => void;
};
export type LogLevel = keyof Logger;

export type LogTarget = {
  /** Where `plainpied.log` and its older copies live; undefined writes no file. */
  readonly folder: string | undefined;
  readonly stderr: boolean;
};

const MAX_BYTES = 1024 * 1024;
const OLDER_COPIES = 3;
const FILE_NAME = 'plainpied.log';

// One log per process, set once by its entry; until then only problems are shown, on stderr.
const state: { target: LogTarget | undefined; bytes: number } = { target: undefined, bytes: 0 };

/** Called once by the entry of a process, before anything else logs. */
export function configureLog(target: LogTarget): void {
  state.target = target;
  if (target.folder === undefined) return;
  mkdirSync(target.folder, { recursive: true });
  state.bytes = sizeOf(join(target.folder, FILE_NAME));
}

/** A logger that names its part of the program; its lines are JSON, one per line. */
export function createLogger(scope: string): Logger {
  const at =
    (level: LogLevel) =>
    (message: string, fields: LogFields = {}): void =>
      write(level, scope, message, fields);
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

function write(level: LogLevel, scope: string, message: string, { cause, ...fields }: LogFields): void {
  const line = { at: new Date().toISOString(), level, scope, message, ...fields };
  const { target } = state;
  if (target === undefined ? level !== 'info' : target.stderr) {
    process.stderr.write(`${JSON.stringify({ ...line, ...causeFields(cause, 'with-message') })}\n`);
  }
  if (target?.folder !== undefined) append(target.folder, `${JSON.stringify({ ...line, ...causeFields(cause, 'without-message') })}\n`);
}

function append(folder: string, line: string): void {
  const file = join(folder, FILE_NAME);
  try {
    if (state.bytes + line.length > MAX_BYTES) rotate(folder);
    appendFileSync(file, line);
    state.bytes += line.length;
  } catch {
    // A full disk must not stop the desk for want of a log line.
  }
}

function rotate(folder: string): void {
  for (let copy = OLDER_COPIES - 1; copy >= 0; copy -= 1) {
    const from = join(folder, copy === 0 ? FILE_NAME : `${FILE_NAME}.${copy}`);
    if (sizeOf(from) > 0) renameSync(from, join(folder, `${FILE_NAME}.${copy + 1}`));
  }
  state.bytes = 0;
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
