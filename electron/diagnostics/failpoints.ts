// Failpoints exist so that tests can kill the app at an exact place; a user's desk has none.
const state: { armed: string | undefined; hitsLeft: number } = { armed: undefined, hitsLeft: 0 };

/** Called once by main: PLAINPIED_FAILPOINT, `name` or `name#3` for the third hit; given up in a packaged app that is not a trial. */
export function armFailpoint(wanted: string | undefined): void {
  const [name = '', hits = '1'] = (wanted ?? '').split('#');
  state.armed = name === '' ? undefined : name;
  state.hitsLeft = Number(hits);
}

/** Dies at once, as by SIGKILL, when a test armed this name; otherwise does nothing. */
export function failpoint(name: string): void {
  if (state.armed !== name) return;
  state.hitsLeft -= 1;
  if (state.hitsLeft <= 0) process.kill(process.pid, 'SIGKILL');
}
