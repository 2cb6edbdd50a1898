import { t } from '@lingui/core/macro';
import { Link, Outlet, useLocation, useMatches } from '@tanstack/react-router';
import { FilePlus2, House, Mails, Monitor, RefreshCw, Users, type LucideIcon } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { CameraPanel } from '#renderer/features/scan/camera-panel.tsx';
import { useHandScanner } from '#renderer/features/scan/use-hand-scanner.ts';
import { desktop } from '#renderer/platform/desktop.ts';
import { usePlatform } from '#renderer/platform/platform.tsx';
import type { ScannedCode } from '#renderer/platform/scanned-codes.ts';
import { CommandPalette } from './command-palette.tsx';
import { useDesk } from './desk-context.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { ScanNotice } from './scan-notice.tsx';
import { unsentOf } from '#shared/sync/sync-state.ts';
import { SignOutDialog } from './sign-out-dialog.tsx';
import { StatusBar } from './status-bar.tsx';
import { useFunctionKeys } from './use-function-keys.ts';
import { useScannedCodes } from './use-scanned-codes.ts';
import './shell.css';

type Entry = { readonly to: '/' | '/demande' | '/courrier' | '/usagers' | '/synchro' | '/poste'; readonly label: () => string; readonly icon: LucideIcon };

const entries: readonly Entry[] = [
  { to: '/', label: () => t`Accueil`, icon: House },
  { to: '/demande', label: () => t`Demande`, icon: FilePlus2 },
  { to: '/courrier', label: () => t`Courrier`, icon: Mails },
  { to: '/usagers', label: () => t`Usagers`, icon: Users },
  { to: '/synchro', label: () => t`Synchro`, icon: RefreshCw },
  { to: '/poste', label: () => t`Poste`, icon: Monitor },
];

function signOut(): void {
  void desktop().session.signOut();
}

/** Navigation, title, screen and status bar; the same on every screen. */
export function Shell() {
  const [overlay, setOverlay] = useState<'help' | 'palette' | 'camera' | 'sign-out'>();
  const title = useMatches({ select: (matches) => matches.at(-1)?.staticData.title?.() ?? '' });
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  const { session } = useDesk();
  const codes = useScannedCodes();
  const take = (scanned: ScannedCode): void => {
    setOverlay(undefined);
    codes.take(scanned);
  };
  const { sync } = usePlatform();
  const leave = (): void => {
    void sync.refreshed().then((report) => {
      const { waiting, toHandle } = unsentOf(report);
      if (waiting + toHandle === 0) signOut();
      else setOverlay('sign-out');
    });
  };
  useHandScanner(session.town.trackingPortal, take);
  useFunctionKeys({
    paths: entries.map((entry) => entry.to),
    onHelp: () => setOverlay('help'),
    onPalette: () => setOverlay('palette'),
    onCamera: () => setOverlay('camera'),
  });
  useEffect(() => {
    document.title = `${title} — Plainpied`;
    // A screen that puts the focus where the clerk types first keeps it; else a reader hears the title.
    if (document.activeElement === document.body || document.activeElement === null) heading.current?.focus();
  }, [pathname, title]);
  return (
    <div className="shell">
      <nav className="shell-nav" aria-label={t`Navigation`}>
        {entries.map(({ to, label, icon: Icon }, index) => (
          <Link key={to} to={to} className="shell-link" activeOptions={{ exact: to === '/', includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>
            <Icon size={18} aria-hidden="true" />
            <span>{label()}</span>
            <span className="shell-link-key">Alt+{index + 1}</span>
          </Link>
        ))}
      </nav>
      <header className="shell-title">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
      </header>
      <main className="shell-main">
        <Outlet />
      </main>
      <ScanNotice news={codes.news} onClose={codes.forget} />
      <StatusBar onHelp={() => setOverlay('help')} />
      {overlay === 'help' && <HelpDialog onClose={() => setOverlay(undefined)} />}
      {overlay === 'palette' && <CommandPalette onCamera={() => setOverlay('camera')} onSignOut={leave} onClose={() => setOverlay(undefined)} />}
      {overlay === 'sign-out' && <SignOutDialog onSignOut={signOut} onClose={() => setOverlay(undefined)} />}
      {overlay === 'camera' && <CameraPanel trackingPortal={session.town.trackingPortal} onScanned={take} onClose={() => setOverlay(undefined)} />}
    </div>
  );
}
