import { z } from 'zod';
import { grcApiRoutes, type GrcApiRoute } from '#shared/contracts/grc-api/routes.ts';
import { problemSchema } from '#shared/contracts/grc-api/wire.ts';

type Json = { readonly [member: string]: unknown };

/** What a header or a query parameter means; every one that a route may name. */
const PARAMETERS: Readonly<Record<string, Json>> = {
  channel: { in: 'query', name: 'channel', schema: { type: 'string' }, description: 'Only procedures open to this channel.' },
  cursor: { in: 'query', name: 'cursor', schema: { type: 'string' }, description: 'Opaque; from `nextCursor`. Absent or empty: from the beginning. 410 when it has expired.' },
  topics: { in: 'query', name: 'topics', schema: { type: 'string' }, description: 'Comma-separated: citizens, requests, procedures, departments. Absent: all.' },
  limit: { in: 'query', name: 'limit', schema: { type: 'integer', minimum: 1, maximum: 1000 }, description: 'Rows of a page.' },
};

const WRITE_HEADERS: Readonly<Record<NonNullable<GrcApiRoute['write']>, readonly Json[]>> = {
  append: [header('Idempotency-Key', true, 'UUID of this write. The same key and content again: the stored answer, 200.')],
  create: [header('Idempotency-Key', true, 'UUID of this write. The same key and content again: the stored answer, 200.'), header('If-None-Match', true, '`*`: this creates.')],
  amend: [
    header('Idempotency-Key', true, 'UUID of this write. The same key and content again: the stored answer, 200.'),
    header('If-Match', false, 'The version that the amendment was made on, or `*` to be judged by each field’s `before`.'),
    header('If-None-Match', false, '`*` instead of If-Match: the amendment itself is new.'),
  ],
};

/** OpenAPI 3.1 of the GRC API, made from the same Zod schemas that server and desk parse with. */
export function openApiDocument(serverUrl: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of grcApiRoutes as readonly GrcApiRoute[]) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Plainpied GRC API',
      version: '1',
      description: 'What a counter desk asks of a town’s central platform. Writes can be repeated with no second effect; refusals are RFC 9457 problems with a French sentence for the clerk; no personal data is in a URL.',
      license: { name: 'Proprietary', identifier: 'LicenseRef-Plainpied' },
    },
    servers: [{ url: `${serverUrl}/v1` }],
    tags: [...new Set((grcApiRoutes as readonly GrcApiRoute[]).map(tagOf))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: schema(problemSchema, 'output') },
      securitySchemes: {
        desk: { type: 'http', scheme: 'bearer', description: 'Credential of an enrolled desk.' },
        clerk: { type: 'http', scheme: 'bearer', description: 'Token of a clerk’s session.' },
        enrolment: { type: 'http', scheme: 'bearer', description: 'One-time enrolment code or site token.' },
      },
    },
  };
}

function operation(route: GrcApiRoute): Json {
  const named = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ in: 'path', name, required: true, schema: { type: 'string' } }));
  const parameters = [...named, ...(route.query ?? []).map((name) => PARAMETERS[name]), ...(route.write === undefined ? [] : WRITE_HEADERS[route.write])];
  return {
    operationId: operationId(route),
    summary: route.summary,
    tags: [tagOf(route)],
    security: security(route),
    ...(parameters.length > 0 && { parameters }),
    ...requestBody(route),
    responses: {
      ...Object.fromEntries(Object.entries(route.responses).map(([status, body]) => [status, success(status, body)])),
      '4XX': problem('A refusal, or a call that must be corrected or repeated.'),
      '5XX': problem('The GRC could not answer: repeat later.'),
    },
  };
}

function requestBody(route: GrcApiRoute): Json {
  if (route.request !== undefined) return { requestBody: { required: true, content: { 'application/json': { schema: schema(route.request, 'input') } } } };
  if (route.method === 'PATCH') return { requestBody: { required: true, content: { 'application/offset+octet-stream': { schema: { type: 'string', format: 'binary' } } } } };
  return {};
}

function success(status: string, body: z.ZodType | null): Json {
  const description = status === '200' ? 'Done, or the same again.' : status === '201' ? 'Created.' : status === '202' ? 'Accepted, number to come.' : status === '304' ? 'Not changed.' : 'Done.';
  return body === null ? { description } : { description, content: { 'application/json': { schema: schema(body, 'output') } } };
}

function problem(description: string): Json {
  return { description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } };
}

function header(name: string, required: boolean, description: string): Json {
  return { in: 'header', name, required, description, schema: { type: 'string' } };
}

function schema(type: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(type, { target: 'draft-2020-12', io, unrepresentable: 'any' }) as Json;
  return rest;
}

function security({ credential }: GrcApiRoute): readonly Json[] {
  switch (credential) {
    case 'none':
      return [];
    case 'either':
      return [{ desk: [] }, { clerk: [] }];
    default:
      return [{ [credential]: [] }];
  }
}

function tagOf({ path }: GrcApiRoute): string {
  return path.split('/')[1] ?? '';
}

function operationId({ method, path }: GrcApiRoute): string {
  const words = path.split('/').filter((part) => part !== '').map((part) => part.replace(/[{}]/g, ''));
  return [method.toLowerCase(), ...words].map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('').replace(/[^A-Za-z0-9]/g, '');
}
