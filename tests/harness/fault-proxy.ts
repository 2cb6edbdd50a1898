import http from 'node:http';

/** What may befall one request on its way. */
export type Fault =
  | 'dropped'
  | 'reply-lost'
  | 'bug-after-commit'
  | 'captive-portal'
  | 'edge-404'
  | 'slow-loris'
  | 'twice'
  | 'delayed'
  | 'unavailable';

export type FaultProxy = {
  readonly url: string;
  /** The next requests of this method and path, in order of arrival, meet these faults; all others go through. */
  plan(method: string, path: RegExp, faults: readonly Fault[]): void;
  /** Faults that were met. */
  readonly met: readonly Fault[];
  /** Every request that came, as `METHOD path`. */
  readonly seen: readonly string[];
  close(): Promise<void>;
};

type Plan = { readonly method: string; readonly path: RegExp; readonly faults: Fault[] };
type Answer = { readonly status: number; readonly headers: http.IncomingHttpHeaders; readonly body: Buffer };

const DELAY_MS = 8000;
const HTML = { 'content-type': 'text/html; charset=utf-8' };

/** An HTTP relay before a GRC, which spoils chosen requests: scripted by their number, never by the time. */
export async function startFaultProxy(targetUrl: string): Promise<FaultProxy> {
  const target = new URL(targetUrl);
  const plans: Plan[] = [];
  const met: Fault[] = [];
  const seen: string[] = [];

  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => response.destroy());
    request.on('end', () => void handle(request, Buffer.concat(chunks), response).catch(() => response.destroy()));
  });

  async function handle(request: http.IncomingMessage, body: Buffer, response: http.ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    seen.push(`${method} ${url}`);
    if (/^\/v1\/events/.test(url)) return stream(request, response);
    const plan = plans.find((each) => each.method === method && each.path.test(url) && each.faults.length > 0);
    const fault = plan?.faults.shift();
    if (fault !== undefined) met.push(fault);
    const forward = (): Promise<Answer> => ask(request, body);
    switch (fault) {
      case undefined:
        return answer(response, await forward());
      case 'dropped':
        return void response.destroy();
      case 'reply-lost':
        await forward();
        return void response.destroy();
      case 'bug-after-commit':
        await forward();
        return void response.writeHead(500, HTML).end('<h1>Internal Server Error</h1>');
      case 'captive-portal':
        return void response.writeHead(200, HTML).end('<html><title>Bienvenue</title>Acceptez les conditions</html>');
      case 'edge-404':
        return void response.writeHead(404, HTML).end('<h1>404 Not Found</h1>');
      case 'unavailable':
        return void response.writeHead(503, { 'retry-after': '1' }).end();
      case 'slow-loris':
        return drip(response);
      case 'twice':
        await forward();
        return answer(response, await forward());
      case 'delayed':
        await new Promise((resolve) => setTimeout(resolve, DELAY_MS));
        return answer(response, await forward());
    }
  }

  function options({ method, url, headers }: http.IncomingMessage): http.RequestOptions {
    return { host: target.hostname, port: target.port, method, path: url, headers: { ...headers, host: target.host } };
  }

  function ask(request: http.IncomingMessage, body: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const upstream = http.request(options(request), (from) => {
        const chunks: Buffer[] = [];
        from.on('data', (chunk: Buffer) => chunks.push(chunk));
        from.on('end', () => resolve({ status: from.statusCode ?? 502, headers: from.headers, body: Buffer.concat(chunks) }));
      });
      upstream.on('error', reject);
      upstream.end(body);
    });
  }

  function stream(request: http.IncomingMessage, response: http.ServerResponse): void {
    const upstream = http.request(options(request), (from) => {
      response.writeHead(from.statusCode ?? 502, from.headers);
      from.pipe(response);
    });
    upstream.on('error', () => response.destroy());
    response.on('close', () => upstream.destroy());
    upstream.end();
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    plan: (method, path, faults) => plans.push({ method, path, faults: [...faults] }),
    met,
    seen,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function answer(response: http.ServerResponse, { status, headers, body }: Answer): void {
  const { 'transfer-encoding': _chunked, connection: _connection, ...rest } = headers;
  response.writeHead(status, rest).end(status === 204 || status === 304 ? undefined : body);
}

/** Headers, then a byte now and then, for ever: the other side has to give up by itself. */
function drip(response: http.ServerResponse): void {
  response.writeHead(201, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 500);
  response.on('close', () => clearInterval(timer));
}
