import { grcApiRoutes, type RouteCredential } from '#shared/contracts/grc-api/routes.ts';
import { unreachable } from '#shared/lib/unreachable.ts';

/** Whose bearer a call carries: the workstation's for what the worker syncs, the clerk's for what a person looks up. */
export type GrcCredential = 'desk' | 'clerk';
export type GrcRoute = { readonly method: string; readonly path: string; readonly credential: GrcCredential };

/** Calls that main makes itself: a page that could enrol, sign in or upload would hold what main keeps from it. */
const OF_MAIN: readonly string[] = ['/desks/{uid}', '/desks/{uid}/presentation', '/clerks', '/sessions', '/uploads', '/uploads/{id}'];

/** All that a page or the worker may ask of the GRC through `/grc/*`, each with its credential (decisions.md 11). */
export const grcRoutes: readonly GrcRoute[] = grcApiRoutes.flatMap(({ method, path, credential }) => {
  const bearer = bearerOf(credential);
  return bearer === undefined || OF_MAIN.includes(path) ? [] : [{ method, path, credential: bearer }];
});

/** Where either would do, the desk's: it does not end when a clerk leaves. */
function bearerOf(credential: RouteCredential): GrcCredential | undefined {
  switch (credential) {
    case 'desk':
    case 'either':
      return 'desk';
    case 'clerk':
      return 'clerk';
    case 'enrolment':
    case 'none':
      return undefined;
    default:
      return unreachable(credential);
  }
}

/** The route of a method and path, or undefined when the table has none: the gateway then refuses. */
export function findRoute(routes: readonly GrcRoute[], method: string, path: string): GrcRoute | undefined {
  // A literal path wins over one with a parameter: `/citizens/search` is no citizen.
  const fitting = routes.filter((route) => route.method === method && fits(route.path, path));
  return fitting.find((route) => !route.path.includes('{')) ?? fitting[0];
}

function fits(template: string, path: string): boolean {
  const want = template.split('/');
  const have = path.split('/');
  return want.length === have.length && want.every((part, i) => (part.startsWith('{') ? /^[A-Za-z0-9_~-][A-Za-z0-9._~-]*$/.test(have[i] ?? '') : part === have[i]));
}
