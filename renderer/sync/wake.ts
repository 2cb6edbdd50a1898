const LOOK_EVERY_MS = 10_000;
/** A look that comes this late: the machine slept meanwhile (or its clock was set, which costs one poke). */
const SLEPT_MS = 30_000;

/** Calls `woken` when the machine has slept: timers stand still meanwhile, and a wait of a minute would begin anew. */
export function watchSleep(now: () => number, woken: () => void): void {
  let last = now();
  setInterval(() => {
    const late = now() - last;
    last = now();
    if (late > SLEPT_MS) woken();
  }, LOOK_EVERY_MS);
}
