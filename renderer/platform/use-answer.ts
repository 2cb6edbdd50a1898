import { useEffect, useRef, useState } from 'react';

/** `pending` while what is given answers to something typed before. */
export type Answer<Value> = { readonly value: Value; readonly pending: boolean };

const AGAIN_MS = 1000;

/**
 * What `ask` answers to the text, and `none` to an empty one; an answer that comes late is never shown. A question that
 * fails is asked again while the text stands: on a full disk the cache may fail for a while. Another `version` asks anew,
 * and shows the old answer until then.
 */
export function useAnswer<Value>(text: string, ask: (text: string) => Promise<Value>, none: Value, version = ''): Answer<Value> {
  const [found, setFound] = useState<{ readonly of: string; readonly value: Value }>({ of: '', value: none });
  const latest = useRef({ ask, none });
  useEffect(() => {
    latest.current = { ask, none };
  });
  useEffect(() => {
    if (text.trim() === '') {
      setFound({ of: text, value: latest.current.none });
      return;
    }
    let current = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = (): void =>
      void latest.current.ask(text).then(
        (value) => current && setFound({ of: text, value }),
        () => {
          if (current) timer = setTimeout(ask, AGAIN_MS);
        },
      );
    ask();
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text, version]);
  return { value: found.value, pending: found.of !== text };
}
