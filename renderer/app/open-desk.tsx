import { RouterProvider } from '@tanstack/react-router';
import { useMemo } from 'react';
import { barcodeReader } from '#renderer/barcodes/barcode-host.ts';
import { PlatformProvider } from '#renderer/platform/platform.tsx';
import { scannedCodes } from '#renderer/platform/scanned-codes.ts';
import type { SyncHost } from '#renderer/sync/host.ts';
import { StartingScreen } from '#renderer/features/desk/starting-screen.tsx';
import { DeskProvider, type DeskContextValue } from './desk-context.tsx';
import { router } from './router.tsx';

/** One each for the window; the barcode worker starts with the first image. */
const barcodes = barcodeReader();
const scans = scannedCodes();

export function OpenDesk({ session, settings, sync }: DeskContextValue & { readonly sync: SyncHost | undefined }) {
  const desk = useMemo(() => ({ session, settings }), [session, settings]);
  const platform = useMemo(() => sync && { ...sync, barcodes, scans }, [sync]);
  if (platform === undefined) return <StartingScreen />;
  return (
    <PlatformProvider value={platform}>
      <DeskProvider value={desk}>
        <RouterProvider router={router} />
      </DeskProvider>
    </PlatformProvider>
  );
}
