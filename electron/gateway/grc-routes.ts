/** Whose bearer a call carries: the workstation's for what the worker syncs, the clerk's for what a person looks up. */
export type GrcCredential = 'desk' | 'clerk';
export type GrcRoute = { readonly method: string; readonly path: string; readonly credential: GrcCredential };

/**
 * All that a page or the worker may ask of the GRC through `/grc/*` (decisions.md 11). Enrolment, sign-in and uploads
 * are not here: main makes those calls itself.
 */
export const grcRoutes: readonly GrcRoute[] = [
  { method: 'GET', path: '/capabilities', credential: 'desk' },
  { method: 'GET', path: '/me', credential: 'clerk' },
  { method: 'POST', path: '/desks/{uid}/heartbeat', credential: 'desk' },
  { method: 'GET', path: '/procedures', credential: 'desk' },
  { method: 'GET', path: '/procedures/{code}/versions/{n}', credential: 'desk' },
  { method: 'GET', path: '/reference/{name}', credential: 'desk' },
  { method: 'POST', path: '/citizens/search', credential: 'clerk' },
  { method: 'GET', path: '/citizens/{id}', credential: 'clerk' },
  { method: 'PUT', path: '/citizens/{uid}', credential: 'desk' },
  { method: 'PUT', path: '/citizens/{id}/amendments/{opId}', credential: 'desk' },
  { method: 'GET', path: '/citizens/{id}/relations', credential: 'clerk' },
  { method: 'PUT', path: '/citizens/{id}/relations/{uid}', credential: 'desk' },
  { method: 'GET', path: '/citizens/{id}/documents', credential: 'clerk' },
  { method: 'POST', path: '/requests/search', credential: 'clerk' },
  { method: 'GET', path: '/requests/{uid}', credential: 'clerk' },
  { method: 'PUT', path: '/requests/{uid}', credential: 'desk' },
  { method: 'PUT', path: '/requests/{uid}/amendments/{opId}', credential: 'desk' },
  { method: 'PUT', path: '/requests/{uid}/documents/{docUid}', credential: 'desk' },
  { method: 'GET', path: '/pending-creations/{uid}', credential: 'desk' },
  { method: 'GET', path: '/changes', credential: 'desk' },
  { method: 'GET', path: '/events', credential: 'desk' },
  { method: 'POST', path: '/audit/batches', credential: 'desk' },
];

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
