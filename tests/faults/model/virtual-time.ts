type Event = { readonly at: number; readonly order: number; readonly run: () => void };

/** Time that passes only when it is told to; everything that waits, waits here. Milliseconds. */
export class VirtualTime {
  now = 0;
  #events: Event[] = [];
  #order = 0;

  /** Calls once after `ms`; answers what cancels it. */
  after(ms: number, run: () => void): () => void {
    const event = { at: this.now + Math.max(0, ms), order: (this.#order += 1), run };
    this.#events.push(event);
    return () => {
      this.#events = this.#events.filter((other) => other !== event);
    };
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /** Runs what falls due, in order, letting every promise settle in between. */
  async pass(ms: number): Promise<void> {
    const end = this.now + ms;
    await settled();
    for (;;) {
      const next = this.#next();
      if (next === undefined || next.at > end) break;
      this.#events = this.#events.filter((event) => event !== next);
      this.now = Math.max(this.now, next.at);
      next.run();
      await settled();
    }
    this.now = end;
  }

  #next(): Event | undefined {
    let first: Event | undefined;
    for (const event of this.#events) {
      if (first === undefined || event.at < first.at || (event.at === first.at && event.order < first.order)) first = event;
    }
    return first;
  }
}

/** Node runs every promise that can settle before it comes to the next immediate. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
