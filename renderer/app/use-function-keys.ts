import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { bindKeys } from '#renderer/ui/bind-keys.ts';
import { desktop } from '#renderer/platform/desktop.ts';
import { newUuid } from '#renderer/platform/new-uuid.ts';
import { focusNextPane } from '#renderer/ui/pane-focus.ts';

type Actions = { readonly paths: readonly string[]; readonly onHelp: () => void; readonly onPalette: () => void; readonly onCamera: () => void };

/** Keys that work on every screen. Digits go by their place on the keyboard: AZERTY types them shifted. */
export function useFunctionKeys(actions: Actions): void {
  const navigate = useNavigate();
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const handled = (run: () => void) => (event: KeyboardEvent) => {
      event.preventDefault();
      run();
    };
    const digits = latest.current.paths.map((to, index) => [`Alt+Digit${index + 1}`, handled(() => void navigate({ to }))] as const);
    return bindKeys({
      ...Object.fromEntries(digits),
      F1: handled(() => latest.current.onHelp()),
      F2: handled(() => void navigate({ to: '/demande', search: { visit: newUuid() } })),
      F3: handled(() => void navigate({ to: '/usagers' })),
      F4: handled(() => void navigate({ to: '/courrier' })),
      F6: handled(() => focusNextPane(document)),
      'Shift+F6': handled(() => focusNextPane(document, true)),
      'Control+KeyK': handled(() => latest.current.onPalette()),
      'Alt+KeyC': handled(() => latest.current.onCamera()),
      'Control+KeyL': handled(() => void desktop().session.lock()),
    });
  }, [navigate]);
}
