import { useEffect } from 'react';
import { bindKeys } from './bind-keys.ts';

/** The two keys of a form that changes something recorded: F9 records it, Escape leaves it. */
export function useFormKeys(record: () => Promise<void>, leave: () => void): void {
  useEffect(() =>
    bindKeys({
      F9: (event) => {
        event.preventDefault();
        void record();
      },
      Escape: leave,
    }),
  );
}
