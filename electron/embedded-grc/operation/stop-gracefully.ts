import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

export type GracefulStop = {
  /** A stream of events never ends by itself: a stop ends it, and its client opens it again. */
  readonly noteStream: (call: Context, next: () => Promise<void>) => Promise<void>;
  /** Watches the server from its start on, so that the stop knows which calls are running. */
  readonly watch: (server: Server) => void;
  /** Takes no new call, and resolves once those taken are answered; what is not within the grace is cut. */
  readonly stop: (graceMs: number) => Promise<void>;
};

export function gracefulStop(): GracefulStop {
  const running = new Set<ServerResponse>();
  const streams = new WeakSet<object>();
  let server: Server | undefined;
  let stopping = false;
  return {
    noteStream: async (call, next) => {
      await next();
      if (call.res.headers.get('content-type')?.startsWith('text/event-stream') === true) streams.add((call.env as HttpBindings).outgoing);
    },
    watch: (watched) => {
      server = watched;
      watched.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
        running.add(response);
        if (stopping) response.setHeader('connection', 'close');
        response.once('close', () => running.delete(response));
      });
    },
    stop: (graceMs) =>
      new Promise((closed) => {
        if (server === undefined) {
          closed();
          return;
        }
        stopping = true;
        const watched = server;
        const cut = setTimeout(() => watched.closeAllConnections(), graceMs);
        watched.close(() => {
          clearTimeout(cut);
          closed();
        });
        watched.closeIdleConnections();
        for (const response of running) {
          if (streams.has(response)) response.destroy();
          else if (!response.headersSent) response.setHeader('connection', 'close');
        }
      }),
  };
}
