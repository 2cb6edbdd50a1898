import { randomBytes } from 'node:crypto';
import http from 'node:http';
import { enrolmentSchema, type Enrolment } from '#shared/contracts/grc-api/wire.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';

export const newId = (): string => uuidv7(Date.now(), randomBytes(10));

export type Called = { readonly status: number; readonly body: string };

/** One keep-alive connection to the GRC, as a desk's gateway keeps it. */
export type DeskLine = {
  readonly desk: Enrolment;
  /** Rejects when the connection breaks; `watch` is given the call under way, for whoever wants to break it. */
  readonly call: (method: string, path: string, options?: { readonly body?: unknown; readonly headers?: Record<string, string>; readonly watch?: (request: http.ClientRequest) => void }) => Promise<Called>;
  readonly create: (path: string, body: unknown, key: string, watch?: (request: http.ClientRequest) => void) => Promise<Called>;
  /** The next call opens another connection. */
  readonly hangUp: () => void;
};

export async function enrolLine(url: string, code: string): Promise<DeskLine> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const { hostname, port } = new URL(url);
  const lineOf = (bearer: string): DeskLine['call'] => (method, path, { body, headers = {}, watch = () => undefined } = {}) =>
    new Promise((resolve, reject) => {
      const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
      const typed = bytes && { 'content-type': 'application/json', 'content-length': bytes.length };
      const request = http.request({ agent, hostname, port, method, path: `/v1${path}`, headers: { authorization: `Bearer ${bearer}`, ...typed, ...headers } }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject);
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }));
      });
      request.on('error', reject);
      request.end(bytes);
      watch(request);
    });
  const answer = await lineOf(code)('PUT', `/desks/${newId()}`, { body: { label: '', version: 'bench' } });
  const desk = enrolmentSchema.parse(JSON.parse(answer.body));
  const call = lineOf(desk.credential);
  return {
    desk,
    call,
    create: (path, body, key, watch) => call('PUT', path, { body, headers: { 'idempotency-key': key, 'if-none-match': '*' }, ...(watch && { watch }) }),
    hangUp: () => agent.destroy(),
  };
}
