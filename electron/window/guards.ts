import type { App, Session, WebContents } from 'electron';
import { createLogger } from '#electron/diagnostics/log.ts';
import { isOwnUrl } from '#electron/ipc/own-frame.ts';
import { isPermitted } from './permissions.ts';

const log = createLogger('guards');

/** No page of ours leads anywhere else, opens a window, embeds a webview or leaves the origin; no session fetches a dictionary. */
export function guardNavigation(app: App): void {
  app.on('web-contents-created', (_, contents) => guardContents(contents));
  app.on('session-created', fetchNoDictionary);
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

export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_, permission, answer, details) => {
    const media = 'mediaTypes' in details ? details.mediaTypes : undefined;
    const permitted = isPermitted({ permission, by: details.requestingUrl, isMainFrame: details.isMainFrame, ...(media && { media }) });
    if (!permitted) log.warn('permission refused', { permission });
    answer(permitted);
  });
  session.setPermissionCheckHandler((_, permission, origin, { isMainFrame, mediaType }) =>
    isPermitted({ permission, by: origin, isMainFrame, ...(mediaType && { media: [mediaType] }) }),
  );
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}

/** With a language left, Electron fetches its dictionary from the internet, the checker being off or not: in any session, one for calls alone too. */
function fetchNoDictionary(session: Session): void {
  session.setSpellCheckerLanguages([]);
  session.setSpellCheckerEnabled(false);
}
