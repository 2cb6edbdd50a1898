import { expect, test } from 'vitest';
import { contractCheck, type SeenAnswer } from './check-answer.ts';

const text = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'], additionalProperties: false };
const problem = { description: '', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } };
const { operations, check } = contractCheck({
  paths: {
    '/people/{id}': {
      get: { operationId: 'readPerson', responses: { '200': { content: { 'application/json': { schema: text } } }, '304': {}, '4XX': problem } },
      head: { operationId: 'touchPerson', responses: { '200': {}, '4XX': problem } },
    },
    '/people/search': { post: { operationId: 'search', responses: { '200': { content: { 'text/event-stream': { schema: {} } } } } } },
  },
  components: { schemas: { Problem: { type: 'object', properties: { code: { type: 'string' } }, required: ['code'] } } },
});
const answer = (over: Partial<SeenAnswer>): SeenAnswer => ({ method: 'GET', path: '/people/7', status: 200, contentType: 'application/json; charset=utf-8', body: '{"name":"Zoé"}', ...over });

test('operations are known by their names', () => {
  expect(operations).toEqual(['readPerson', 'touchPerson', 'search']);
});

test.each<[string, Partial<SeenAnswer>]>([
  ['the declared body', {}],
  ['nothing where nothing is declared', { status: 304, contentType: '', body: '' }],
  ['a refusal in a declared range', { status: 422, contentType: 'application/problem+json', body: '{"code":"x","more":1}' }],
  ['a refusal of HEAD, which has no body', { method: 'HEAD', status: 404, contentType: 'application/problem+json', body: '' }],
  ['a stream', { method: 'POST', path: '/people/search', contentType: 'text/event-stream', body: 'data: 1' }],
  ['404 where there is no route', { path: '/nowhere', status: 404, contentType: 'application/problem+json', body: '{}' }],
])('%s is as declared', (_, over) => {
  expect(check(answer(over)).violation).toBeUndefined();
});

test.each<[string, Partial<SeenAnswer>, string]>([
  ['a status that nobody declared', { status: 201 }, 'GET /people/{id} 201: not declared, declared: 200, 304, 4XX'],
  ['a member that nobody declared', { body: '{"name":"Zoé","secret":1}' }, 'GET /people/{id} 200: #/secret: False boolean schema.'],
  ['a missing member', { body: '{}' }, 'GET /people/{id} 200: #: Instance does not have required property "name".'],
  ['a refusal that is no problem', { status: 404, contentType: 'application/problem+json', body: '{"title":"x"}' }, 'GET /people/{id} 404: #: Instance does not have required property "code".'],
  ['another kind of content', { contentType: 'text/html', body: '<html>' }, 'GET /people/{id} 200: content type text/html, declared: application/json'],
  ['a body that is no JSON', { body: '{' }, 'GET /people/{id} 200: a body that is no JSON'],
  ['a body where none is declared', { status: 304, body: 'x' }, 'GET /people/{id} 304: a body where none is declared'],
  ['an answer outside of the contract', { path: '/nowhere' }, 'GET /nowhere 200: not in the contract'],
  ['a method outside of the contract', { method: 'DELETE', status: 204 }, 'DELETE /people/{id} 204: not in the contract'],
])('%s is found', (_, over, violation) => {
  expect(check(answer(over)).violation).toBe(violation);
});
