import { RouterProvider } from '@tanstack/react-router';
import { useMemo } from 'react';
import { barcodeReader } from '#renderer/barcodes/barcode-host.ts';
import { PlatformProvider } from '#renderer/platform/platform.tsx';
import { scannedCodes } from '#renderer/platform/scanned-codes.ts';
import { StartingScreen } from '#renderer/features/desk/starting-screen.tsx';
import { DeskProvider, type DeskContextValue } from './desk-context.tsx';
import { router } from './router.tsx';
import { sealingWith } from './sealing.ts';
import type { useSyncHost } from './use-sync-host.ts';

/** One each for the window; the barcode worker starts with the first image. */
const barcodes = barcodeReader();
const scans = scannedCodes();

export function OpenDesk({ session, settings, sync: { host, trouble } }: DeskContextValue & { readonly sync: ReturnType<typeof useSyncHost> }) {
  const desk = useMemo(() => ({ session, settings }), [session, settings]);
  const looksElsewhere = settings.settings.cacheScope === 'looked-up';
  const platform = useMemo(() => host && { ...host, ...sealingWith(host.sync), looksElsewhere, barcodes, scans }, [host, looksElsewhere]);
  if (platform === undefined) return <StartingScreen trouble={trouble ? 'cache-closed' : undefined} />;
  return (
    <PlatformProvider value={platform}>
      <DeskProvider value={desk}>
        <RouterProvider router={router} />
      </DeskProvider>
    </PlatformProvider>
  );
}
