import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';

/** How to start SANE's command line; `env` is added to this process's environment. */
export type Scanimage = { readonly file: string; readonly env: Readonly<Record<string, string>> };

export type Ran = { readonly code: number | null; readonly errors: string; readonly startFailed: boolean };

/** A device that says nothing for so long is taken for gone. */
const SILENCE_MS = 120_000;
/** After its last word it only closes the driver, and now and then a driver hangs there: all is known by then. */
const LAST_WORD = 'Batch terminated';
const FAREWELL_MS = 1000;
const GRACE_MS = 2000;
const KEPT_ERRORS = 8000;

/** Asks a question and answers with all that was written; never rejects. */
export async function ask(scanimage: Scanimage, args: readonly string[]): Promise<Ran & { readonly output: string }> {
  const child = start(scanimage, args, undefined);
  child.stdin.end();
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  const ran = await watch(child, () => undefined);
  return { ...ran, output };
}

export type Batch = {
  readonly args: readonly string[];
  /** Where its files go. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly onShare: (share: number) => void;
  /** Called with each file once it is whole; scanimage reads the next sheet only after it resolves. */
  readonly onFile: (name: string) => Promise<void>;
};

/**
 * Runs scanimage page by page: it asks before each sheet, and is answered once the sheet before is safe. When the signal
 * is aborted it is asked to stop the paper, then killed. Rejects with what `onFile` rejected with.
 */
export async function runBatch(scanimage: Scanimage, { args, folder, signal, onShare, onFile }: Batch): Promise<Ran> {
  const child = start(scanimage, [...args, '--progress', '--batch-print', '--batch-prompt'], folder);
  const stop = (): void => stopSoon(child);
  const ended = watch(child, (text) => {
    const share = [...text.matchAll(/Progress: ([\d.]+)%/g)].at(-1)?.[1];
    if (share !== undefined) onShare(Math.min(1, Number(share) / 100));
  });
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    if (!signal.aborted) child.stdin.write('\n');
    for await (const name of createInterface({ input: child.stdout })) {
      await onFile(name);
      if (!signal.aborted) child.stdin.write('\n');
    }
  } catch (cause) {
    stop();
    await ended;
    throw cause;
  } finally {
    signal.removeEventListener('abort', stop);
  }
  return ended;
}

function start({ file, env }: Scanimage, args: readonly string[], folder: string | undefined): ChildProcessWithoutNullStreams {
  // A group of its own: some drivers read in a second process, which must end with the first.
  const child = spawn(file, [...args], { cwd: folder, env: { ...process.env, ...env, LC_ALL: 'C' }, detached: true, stdio: 'pipe' });
  // It may end without having read its last answer.
  child.stdin.on('error', () => undefined);
  return child;
}

async function watch(child: ChildProcessWithoutNullStreams, onErrors: (text: string) => void): Promise<Ran> {
  let errors = '';
  let startFailed = false;
  let silence = setTimeout(() => stopSoon(child), SILENCE_MS);
  const heard = (): void => {
    clearTimeout(silence);
    silence = setTimeout(() => stopSoon(child), errors.includes(LAST_WORD) ? FAREWELL_MS : SILENCE_MS);
  };
  child.stdout.on('data', heard);
  child.stderr.on('data', (chunk: Buffer) => {
    const text = chunk.toString('utf8');
    errors = (errors + text).slice(-KEPT_ERRORS);
    heard();
    onErrors(text);
  });
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => {
      startFailed = true;
      resolve(null);
    });
    child.once('close', resolve);
  });
  clearTimeout(silence);
  // Killed at its farewell: the run itself had ended well or said why not.
  return { code: code ?? (errors.includes(LAST_WORD) ? 0 : null), errors, startFailed };
}

/** SIGTERM lets the driver bring the paper out; what does not end then is killed with all that it started. */
function stopSoon(child: ChildProcessWithoutNullStreams): void {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const forced = setTimeout(() => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // Gone meanwhile.
    }
  }, GRACE_MS);
  child.once('close', () => clearTimeout(forced));
}
