/** A bug without its message, which may repeat what was sent: its name, PostgreSQL's or Node's code, and where it was. */
export function describeBug(cause: unknown): { readonly error: string; readonly code?: string; readonly frames: readonly string[] } {
  if (!(cause instanceof Error)) return { error: 'unknown', frames: [] };
  const frames = (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 5).map((line) => line.trim());
  const code = 'code' in cause && typeof cause.code === 'string' ? { code: cause.code } : {};
  return { error: cause.name, ...code, frames };
}
