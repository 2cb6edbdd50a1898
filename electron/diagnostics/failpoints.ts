// Failpoints exist so that tests can kill the app at an exact place; a user's desk has none.
const state: { armed: string | undefined } = { armed: undefined };

/** Called once by main: `name` is PLAINPIED_FAILPOINT, given up in a packaged app that is not a trial. */
export function armFailpoint(name: string | undefined): void {
  state.armed = name === '' ? undefined : name;
}

/** Dies at once, as by SIGKILL, when a test armed this name; otherwise does nothing. */
export function failpoint(name: string): void {
  if (state.armed === name) process.kill(process.pid, 'SIGKILL');
}
