/** The GRC's time and this machine's, read together at the last contact. */
export type ClockReading = { readonly serverMs: number; readonly wallMs: number };

export type ServerClock = {
  /** Takes the `Date` header of an answer that came from the GRC itself. */
  readonly observe: (dateHeader: string | null) => void;
  /** Takes what an earlier start knew, unless this one already heard more. */
  readonly restore: (reading: ClockReading) => void;
  /** The last contact; undefined before any. */
  readonly last: () => ClockReading | undefined;
};

export function createServerClock(wall: () => number, onReading: (reading: ClockReading) => void): ServerClock {
  let last: ClockReading | undefined;
  return {
    observe: (dateHeader) => {
      const serverMs = dateHeader === null ? Number.NaN : Date.parse(dateHeader);
      if (Number.isNaN(serverMs)) return;
      last = { serverMs, wallMs: wall() };
      onReading(last);
    },
    restore: (reading) => {
      last ??= reading;
    },
    last: () => last,
  };
}
