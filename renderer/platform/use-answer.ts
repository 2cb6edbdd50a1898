import { useEffect, useRef, useState } from 'react';

/** `pending` while what is given answers to something typed before. */
export type Answer<Value> = { readonly value: Value; readonly pending: boolean };

/** What `ask` answers to the text, and `none` to an empty one; an answer that comes late is never shown. */
export function useAnswer<Value>(text: string, ask: (text: string) => Promise<Value>, none: Value): Answer<Value> {
  const [found, setFound] = useState<{ readonly of: string; readonly value: Value }>({ of: '', value: none });
  const latest = useRef({ ask, none });
  useEffect(() => {
    latest.current = { ask, none };
  });
  useEffect(() => {
    let current = true;
    if (text.trim() === '') setFound({ of: text, value: latest.current.none });
    else void latest.current.ask(text).then((value) => current && setFound({ of: text, value }));
    return () => {
      current = false;
    };
  }, [text]);
  return { value: found.value, pending: found.of !== text };
}
