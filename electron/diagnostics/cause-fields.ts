type CauseFields = { readonly error?: string; readonly code?: string; readonly frames?: readonly string[]; readonly detail?: string };

/** What a log may say of an exception. Messages may quote data (a parser quotes its input): only for a developer's terminal. */
export function causeFields(cause: unknown, mode: 'with-message' | 'without-message'): CauseFields {
  if (cause === undefined) return {};
  if (!(cause instanceof Error)) return { error: typeof cause };
  const code = 'code' in cause && typeof cause.code === 'string' ? { code: cause.code } : {};
  const frames = (cause.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim());
  return { error: cause.name, ...code, frames, ...(mode === 'with-message' ? { detail: cause.message } : {}) };
}
