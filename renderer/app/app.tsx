import { useEffect } from 'react';
import { I18nProvider } from 'react-aria-components';
import type { SessionView } from '#shared/contracts/ipc/session.ts';
import type { SettingsView } from '#shared/contracts/ipc/settings.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { ChooseClerkScreen } from '#renderer/features/desk/choose-clerk-screen.tsx';
import { EnrolmentScreen } from '#renderer/features/desk/enrolment-screen.tsx';
import { LockScreen } from '#renderer/features/desk/lock-screen.tsx';
import { PassphraseScreen } from '#renderer/features/desk/passphrase-screen.tsx';
import { SetupScreen } from '#renderer/features/desk/setup-screen.tsx';
import { StartingScreen } from '#renderer/features/desk/starting-screen.tsx';
import { desktop } from '#renderer/platform/desktop.ts';
import { ClosedDeskScans } from './closed-desk-scans.tsx';
import { LeavingDialog } from './leaving-dialog.tsx';
import { OpenDesk } from './open-desk.tsx';
import { router } from './router.tsx';
import { TrialBanner } from './trial-banner.tsx';
import { useBridgeState } from './use-bridge-state.ts';
import { useSyncHost } from './use-sync-host.ts';
import './app.css';

const readSession = (): Promise<SessionView> => desktop().session.view();
const followSession = (listener: (view: SessionView) => void): (() => void) => desktop().session.onChanged(listener);
const readSettings = (): Promise<SettingsView> => desktop().settings.view();
const followSettings = (listener: (view: SettingsView) => void): (() => void) => desktop().settings.onChanged(listener);

export function App() {
  const session = useBridgeState(readSession, followSession);
  const settings = useBridgeState(readSettings, followSettings);
  const sync = useSyncHost(session?.phase);
  useTheme(settings?.settings.theme);
  useFirstScreensReady(session?.phase);
  if (session === undefined || settings === undefined) return null;
  return (
    <I18nProvider locale="fr-FR">
      {session.phase !== 'open' && <ClosedDeskScans />}
      <div className="app">
        <TrialBanner trial={settings.trial} />
        {sync.host !== undefined && <LeavingDialog host={sync.host} />}
        <PhaseScreen session={session} settings={settings} sync={sync} />
      </div>
    </I18nProvider>
  );
}

function PhaseScreen({ session, settings, sync }: {
  readonly session: SessionView;
  readonly settings: SettingsView;
  readonly sync: ReturnType<typeof useSyncHost>;
}) {
  switch (session.phase) {
    case 'starting':
      return <StartingScreen trouble={session.trouble} />;
    case 'setup':
      return <SetupScreen trial={settings.trial} />;
    case 'passphrase':
      return <PassphraseScreen create={session.create} />;
    case 'enrolment':
      return <EnrolmentScreen because={session.because} />;
    case 'choose-clerk':
      return <ChooseClerkScreen town={session.town} clerks={session.clerks} isUnknown={session.isUnknown === true} />;
    case 'locked':
      return <LockScreen town={session.town} clerk={session.clerk} />;
    case 'open':
      return <OpenDesk session={session} settings={settings} sync={sync} />;
    default:
      return unreachable(session);
  }
}

/** While a clerk types the PIN there is time to read what comes next. */
function useFirstScreensReady(phase: SessionView['phase'] | undefined): void {
  useEffect(() => {
    if (phase !== 'choose-clerk') return;
    void router.preloadRoute({ to: '/' });
    void router.preloadRoute({ to: '/demande' });
  }, [phase]);
}

function useTheme(theme: SettingsView['settings']['theme'] | undefined): void {
  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const apply = (): void => {
      document.documentElement.dataset['theme'] = theme === undefined || theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme;
    };
    apply();
    dark.addEventListener('change', apply);
    return () => dark.removeEventListener('change', apply);
  }, [theme]);
}
