import { useEffect, useState } from 'react';

/** A state of main that is read once and then followed; `undefined` until the first answer. */
export function useBridgeState<State>(read: () => Promise<State>, subscribe: (listener: (state: State) => void) => () => void): State | undefined {
  const [state, setState] = useState<State>();
  useEffect(() => {
    let heard = false;
    const unsubscribe = subscribe((next) => {
      heard = true;
      setState(next);
    });
    void read().then((first) => {
      if (!heard) setState(first);
    });
    return unsubscribe;
    // Both are stable functions of the bridge.
  }, [read, subscribe]);
  return state;
}
