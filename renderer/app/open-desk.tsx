import { RouterProvider } from '@tanstack/react-router';
import { useMemo } from 'react';
import { PlatformProvider, type Platform } from '#renderer/platform/platform.tsx';
import { StartingScreen } from '#renderer/features/desk/starting-screen.tsx';
import { DeskProvider, type DeskContextValue } from './desk-context.tsx';
import { router } from './router.tsx';

export function OpenDesk({ session, settings, platform }: DeskContextValue & { readonly platform: Platform | undefined }) {
  const desk = useMemo(() => ({ session, settings }), [session, settings]);
  if (platform === undefined) return <StartingScreen />;
  return (
    <PlatformProvider value={platform}>
      <DeskProvider value={desk}>
        <RouterProvider router={router} />
      </DeskProvider>
    </PlatformProvider>
  );
}
