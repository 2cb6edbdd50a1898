import type { Handlers } from './handlers.ts';

const HEARTBEAT_MS = 15_000;
const RECONNECT_MS = 5000;
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

export const eventHandlers: Handlers = {
  /** One hint at the beginning, since something may have changed while nobody listened; a heartbeat because proxies buffer. */
  'GET /events': (grc) => {
    let end = (): void => undefined;
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        const hint = (): void => controller.enqueue(encode('event: hint\ndata: {}\n\n'));
        controller.enqueue(encode(`retry: ${RECONNECT_MS}\n`));
        hint();
        const forget = grc.hints.onHint(hint);
        const heartbeat = setInterval(() => controller.enqueue(encode(': \n\n')), HEARTBEAT_MS).unref();
        end = () => {
          forget();
          clearInterval(heartbeat);
        };
      },
      cancel: () => end(),
    });
    return new Response(stream, { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' } });
  },
};
