import { t } from '@lingui/core/macro';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Button } from '#renderer/ui/button.tsx';
import { Notice } from '#renderer/ui/notice.tsx';

/** A bug: said in a sentence, logged once by its name and place, never with what was on the screen. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  useEffect(() => {
    // eslint-disable-next-line no-console -- main's log takes the window's errors from here
    console.error('screen failed', ...placeOf(error));
  }, [error]);
  return (
    <main className="route-error">
      <Notice tone="danger">{t`Cet écran a rencontré un problème. Rien de ce qui est enregistré n’est perdu.`}</Notice>
      <Button variant="primary" onPress={reset} autoFocus>{t`Reprendre`}</Button>
    </main>
  );
}

/** Name and place of the bug; its message may hold what was typed. */
function placeOf(error: unknown): readonly string[] {
  return error instanceof Error ? [error.name, ...(error.stack?.split('\n').slice(1, 4) ?? [])] : ['unknown'];
}
