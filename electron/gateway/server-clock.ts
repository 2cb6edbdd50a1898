/** The GRC's time and this machine's, read together at the last contact. */
export type ClockReading = { readonly serverMs: number; readonly wallMs: number };

export type ServerClock = {
  /** Takes the `Date` header of an answer that came from the GRC itself. */
  readonly observe: (dateHeader: string | null) => void;
  /** The last contact, kept over restarts by whoever listens; undefined before any. */
  readonly last: () => ClockReading | undefined;
};

export function createServerClock(wall: () => number, first: ClockReading | undefined, onReading: (reading: ClockReading) => void): ServerClock {
  let last = first;
  return {
    observe: (dateHeader) => {
      const serverMs = dateHeader === null ? Number.NaN : Date.parse(dateHeader);
      if (Number.isNaN(serverMs)) return;
      last = { serverMs, wallMs: wall() };
      onReading(last);
    },
    last: () => last,
  };
}
