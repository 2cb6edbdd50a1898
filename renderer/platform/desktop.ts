import type { DesktopBridge } from '#shared/contracts/ipc/bridge.ts';

declare global {
  interface Window {
    /** Put there by the preload; absent only in tests, which install a fake. */
    readonly desktop: DesktopBridge;
  }
}

/** The one door to main; read at call time, so that a test may install its own. */
export function desktop(): DesktopBridge {
  return window.desktop;
}
