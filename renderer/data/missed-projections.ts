/** Apart from the projection itself, so that the window's host can listen before any of the cache's code is loaded. */
const listeners = new Set<() => void>();

/** Told of each act that the journal holds and the cache missed: it has to be brought in from there. */
export function onProjectionMissed(listener: () => void): void {
  listeners.add(listener);
}

export function tellProjectionMissed(): void {
  for (const listener of listeners) listener();
}
