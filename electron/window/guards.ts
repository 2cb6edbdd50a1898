import type { App, Session, WebContents } from 'electron';
import { createLogger } from '#electron/diagnostics/log.ts';
import { isOwnUrl } from '#electron/ipc/own-frame.ts';

const log = createLogger('guards');

/** No page of ours leads anywhere else, opens a window, embeds a webview or leaves the origin. */
export function guardNavigation(app: App): void {
  app.on('web-contents-created', (_, contents) => guardContents(contents));
}

const RELOADS_A_MINUTE = 3;

function guardContents(contents: WebContents): void {
  const reloads: number[] = [];
  contents.on('will-navigate', (event, legacyUrl: string | undefined) => {
    const url = legacyUrl ?? event.url;
    if (isOwnUrl(url)) return;
    event.preventDefault();
    log.warn('navigation refused');
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('render-process-gone', (_, { reason, exitCode }) => {
    log.error('renderer gone', { reason, exitCode });
    if (reason === 'clean-exit' || contents.isDestroyed()) return;
    // A page that dies as it loads must not be reloaded for ever.
    const now = Date.now();
    reloads.push(now);
    if (reloads.filter((at) => at > now - 60_000).length <= RELOADS_A_MINUTE) contents.reload();
  });
  contents.on('unresponsive', () => log.warn('renderer unresponsive'));
}

/** What our own pages may do: keep their storage, copy a number. No notification, no location, no device, no camera yet. */
const GRANTED = ['clipboard-sanitized-write', 'persistent-storage'];

export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_, permission, answer, details) => {
    if (GRANTED.includes(permission) && isOwnUrl(details.requestingUrl)) return answer(true);
    log.warn('permission refused', { permission });
    answer(false);
  });
  session.setPermissionCheckHandler((_, permission, origin) => GRANTED.includes(permission) && isOwnUrl(origin));
  session.setDevicePermissionHandler(() => false);
  // With a language left, Electron fetches its dictionary from the internet, the checker being off or not.
  session.setSpellCheckerLanguages([]);
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => event.preventDefault());
}
