import { createContext, useContext } from 'react';
import type { BarcodeReader } from './barcodes.ts';
import type { Finder } from './finder.ts';
import type { ScannedCodes } from './scanned-codes.ts';
import type { Sealing } from './seal.ts';
import type { SyncPort } from './sync.ts';

/** The ports that app composes once and features use. */
export type Platform = Sealing & {
  readonly finder: Finder;
  /** The town has this desk hold only people who were looked up: others are looked for at the GRC. */
  readonly looksElsewhere: boolean;
  readonly sync: SyncPort;
  readonly barcodes: BarcodeReader;
  readonly scans: ScannedCodes;
};

const PlatformContext = createContext<Platform | undefined>(undefined);
export const PlatformProvider = PlatformContext.Provider;

export function usePlatform(): Platform {
  const platform = useContext(PlatformContext);
  if (platform === undefined) throw new Error('usePlatform outside of PlatformProvider');
  return platform;
}
