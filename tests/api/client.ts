import { randomBytes } from 'node:crypto';
import { uuidv7 } from '#shared/lib/uuid.ts';
import { changesPageSchema, enrolmentSchema, sessionAnswerSchema, type Change, type Enrolment } from '#shared/contracts/grc-api/wire.ts';

export const newId = (): string => uuidv7(Date.now(), randomBytes(10));

export type Server = { readonly url: string; readonly code: string };

/** The processes under test, as the runner started them: one on PGlite, several on one PostgreSQL. */
export const servers: readonly Server[] = (process.env['GRC_URLS'] ?? '').split(',').map((url) => ({ url, code: process.env['GRC_CODE'] ?? '' }));
export const server = servers[0] as Server;

export type Answer = { readonly status: number; readonly headers: Headers; readonly body: unknown };
export type Desk = Enrolment & {
  readonly server: Server;
  readonly call: (method: string, path: string, options?: { readonly headers?: Record<string, string>; readonly body?: unknown; readonly bearer?: string }) => Promise<Answer>;
  readonly create: (path: string, body: unknown, key?: string) => Promise<Answer>;
  readonly append: (path: string, body: unknown, key?: string) => Promise<Answer>;
  readonly changes: (cursor?: string, topics?: string) => Promise<{ readonly items: readonly Change[]; readonly cursor: string }>;
};

export async function call(method: string, path: string, bearer: string, headers: Record<string, string> = {}, body?: unknown, at: Server = server): Promise<Answer> {
  const answer = await fetch(`${at.url}/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${bearer}`, ...(body !== undefined && !(body instanceof Uint8Array) && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body) }),
  });
  const text = await answer.text();
  const json = (answer.headers.get('content-type') ?? '').includes('json');
  return { status: answer.status, headers: answer.headers, body: json ? (JSON.parse(text) as unknown) : text };
}

/** More than any test uses at once; a site has room for 99 in all, so later tests take the places of earlier ones. */
const PLACES = 40;
let enrolled = 0;

/** A desk that no other test uses at the same time. */
export function enrolDesk(at: Server = server): Promise<Desk> {
  enrolled += 1;
  return enrol(`0190a000-0000-7000-8000-${String(enrolled % PLACES).padStart(12, '0')}`, at);
}

/** A desk that never gave a number and never opened a day. */
export function enrolNewDesk(at: Server = server): Promise<Desk> {
  return enrol(newId(), at);
}

async function enrol(id: string, at: Server): Promise<Desk> {
  const answer = await call('PUT', `/desks/${id}`, at.code, {}, { label: '', version: 'test' }, at);
  return deskOn(enrolmentSchema.parse(answer.body), at);
}

/** An enrolled desk at a server; the same may go on at another address. */
export function deskOn(enrolment: Enrolment, at: Server): Desk {
  return {
    ...enrolment,
    server: at,
    call: (method, path, options = {}) => call(method, path, options.bearer ?? enrolment.credential, options.headers, options.body, at),
    create: (path, body, key = newId()) => call('PUT', path, enrolment.credential, { 'idempotency-key': key, 'if-none-match': '*' }, body, at),
    append: (path, body, key = newId()) => call('POST', path, enrolment.credential, { 'idempotency-key': key }, body, at),
    changes: async (from = '', topics = '') => {
      const items: Change[] = [];
      let cursor = from;
      for (;;) {
        const page = changesPageSchema.parse((await call('GET', `/changes?cursor=${cursor}&topics=${topics}&limit=200`, enrolment.credential, {}, undefined, at)).body);
        items.push(...page.items);
        cursor = page.nextCursor;
        if (!page.more) return { items, cursor };
      }
    },
  };
}

/** Signs a clerk in on the desk; the token. */
export async function clerkOf(desk: Desk, clerk: { readonly id: string; readonly pin: string }): Promise<string> {
  const answer = await desk.call('POST', '/sessions', { body: { clerkId: clerk.id, pin: clerk.pin } });
  return sessionAnswerSchema.parse(answer.body).token;
}
