import { t } from '@lingui/core/macro';
import { createHashHistory, createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { RouteError } from './route-error.tsx';
import { Shell } from './shell.tsx';

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    /** Asked when the screen shows: nothing is translated at module load. */
    title?: () => string;
  }
}

const root = createRootRoute({ component: Shell, errorComponent: RouteError });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  staticData: { title: () => t`Accueil` },
  component: lazyRouteComponent(() => import('./screens/home.tsx'), 'HomeRoute'),
});
const intake = createRoute({
  getParentRoute: () => root,
  path: '/demande',
  staticData: { title: () => t`Nouvelle demande` },
  // The draft to resume, or the person or the letter whose request it will be; `visit` makes F2 start afresh.
  validateSearch: (search: Record<string, unknown>): { draft?: string; citizen?: string; letter?: string; visit?: string } => ({
    ...(typeof search['draft'] === 'string' && { draft: search['draft'] }),
    ...(typeof search['citizen'] === 'string' && { citizen: search['citizen'] }),
    ...(typeof search['letter'] === 'string' && { letter: search['letter'] }),
    ...(typeof search['visit'] === 'string' && { visit: search['visit'] }),
  }),
  component: lazyRouteComponent(() => import('./screens/intake.tsx'), 'IntakeRoute'),
});
const mail = createRoute({
  getParentRoute: () => root,
  path: '/courrier',
  staticData: { title: () => t`Courrier` },
  component: lazyRouteComponent(() => import('./screens/mail.tsx'), 'MailRoute'),
});
const letter = createRoute({
  getParentRoute: () => root,
  path: '/courrier/$mailItemId',
  staticData: { title: () => t`Pli` },
  component: lazyRouteComponent(() => import('./screens/mail.tsx'), 'LetterRoute'),
});
const citizens = createRoute({
  getParentRoute: () => root,
  path: '/usagers',
  staticData: { title: () => t`Usagers` },
  component: lazyRouteComponent(() => import('./screens/citizens.tsx'), 'CitizensRoute'),
});
const citizen = createRoute({
  getParentRoute: () => root,
  path: '/usager/$citizenId',
  staticData: { title: () => t`Usager` },
  component: lazyRouteComponent(() => import('./screens/citizens.tsx'), 'CitizenRoute'),
});
const request = createRoute({
  getParentRoute: () => root,
  path: '/dossier/$requestId',
  staticData: { title: () => t`Demande` },
  component: lazyRouteComponent(() => import('./screens/citizens.tsx'), 'RequestRoute'),
});
const amend = createRoute({
  getParentRoute: () => root,
  path: '/rectifier/$requestId',
  staticData: { title: () => t`Rectifier la demande` },
  component: lazyRouteComponent(() => import('./screens/amend.tsx'), 'AmendRoute'),
});
const correct = createRoute({
  getParentRoute: () => root,
  path: '/corriger/$citizenId',
  staticData: { title: () => t`Corriger la fiche` },
  component: lazyRouteComponent(() => import('./screens/citizens.tsx'), 'CorrectRoute'),
});
const conflict = createRoute({
  getParentRoute: () => root,
  path: '/comparer/$opId',
  staticData: { title: () => t`À traiter : deux versions` },
  component: lazyRouteComponent(() => import('./screens/citizens.tsx'), 'ConflictRoute'),
});
const sync = createRoute({
  getParentRoute: () => root,
  path: '/synchro',
  staticData: { title: () => t`Synchronisation` },
  component: lazyRouteComponent(() => import('./screens/desk.tsx'), 'SyncRoute'),
});
const deskState = createRoute({
  getParentRoute: () => root,
  path: '/poste',
  staticData: { title: () => t`État du poste` },
  component: lazyRouteComponent(() => import('./screens/desk.tsx'), 'DeskRoute'),
});

export const router = createRouter({
  routeTree: root.addChildren([home, intake, mail, letter, citizens, citizen, request, amend, correct, conflict, sync, deskState]),
  history: createHashHistory(),
  defaultErrorComponent: RouteError,
});
