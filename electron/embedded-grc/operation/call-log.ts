import type { CallListener } from './answered-call.ts';

/** One line of JSON for each call. The probes of a monitor are left out unless they fail: they would drown the rest. */
export function logCalls(write: (line: string) => void, now: () => number): CallListener {
  return ({ method, route, status, ms, deskId }) => {
    if (PROBES.includes(route) && status < 400) return;
    const level = status >= 500 ? 'error' : 'info';
    write(JSON.stringify({ time: new Date(now()).toISOString(), level, event: 'call', method, route, status, ms: Math.round(ms * 10) / 10, ...(deskId !== undefined && { desk: deskId }) }));
  };
}

const PROBES: readonly string[] = ['/healthz', '/readyz', '/metrics'];
