import { createLogger } from '#electron/diagnostics/log.ts';

const log = createLogger('desk-route');

/** One address of `/desk/*`; `pattern` is matched against the whole path. */
export type DeskRoute = {
  readonly method: string;
  readonly pattern: RegExp;
  readonly handle: (request: Request, match: RegExpMatchArray) => Promise<Response>;
};

/** The answer of a refused `/desk/*` request. */
export function deskProblem(status: number, code: string): Response {
  return Response.json({ code }, { status });
}

/**
 * Answers `/desk/*` from the routes of each capability. An unknown address is 404, a wrong method 405, a bug 500;
 * while there are no routes yet (the desk's keys are closed) everything is 503 `not-open`: ask again.
 */
export function createDeskRouter(opened: () => readonly DeskRoute[] | undefined): (request: Request) => Promise<Response> {
  return async (request) => {
    const routes = opened();
    if (routes === undefined) return deskProblem(503, 'not-open');
    const { pathname } = new URL(request.url);
    const known = routes.flatMap((route) => {
      const match = pathname.match(route.pattern);
      return match !== null && match[0] === pathname ? [{ route, match }] : [];
    });
    const found = known.find(({ route }) => route.method === request.method);
    if (found === undefined) return known.length === 0 ? deskProblem(404, 'not-found') : deskProblem(405, 'method-not-allowed');
    try {
      return await found.route.handle(request, found.match);
    } catch (cause) {
      log.error('desk route failed', { method: request.method, route: found.route.pattern.source, cause });
      return deskProblem(500, 'bug');
    }
  };
}
