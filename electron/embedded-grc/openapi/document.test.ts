import { expect, test } from 'vitest';
import { grcApiRoutes } from '#shared/contracts/grc-api/routes.ts';
import { openApiDocument } from './document.ts';
import { openApiPage } from './page.ts';

type Operation = { readonly operationId: string; readonly responses: Record<string, unknown>; readonly security: readonly unknown[] };
const document = openApiDocument() as { readonly paths: Record<string, Record<string, Operation>>; readonly components: { readonly schemas: Record<string, unknown> } };
const operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })));

test('every route of the API is in the document, and nothing else', () => {
  expect(operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`).sort()).toEqual(grcApiRoutes.map(({ method, path }) => `${method} ${path}`).sort());
});

test('operations have names of their own, a success and a declared refusal', () => {
  const names = operations.map(({ operation }) => operation.operationId);
  expect(new Set(names).size).toBe(names.length);
  for (const { operation } of operations) {
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['4XX', '5XX']));
    expect(Object.keys(operation.responses).some((status) => /^[23]\d\d$/.test(status))).toBe(true);
  }
});

test('every reference resolves inside of the document', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference);
  expect(new Set(references)).toEqual(new Set(['#/components/schemas/Problem']));
  expect(document.components.schemas['Problem']).toMatchObject({ type: 'object', required: expect.arrayContaining(['code', 'messageFr', 'retryable']) });
});

test('the readable page runs nothing and reaches nothing but its own server', () => {
  expect(openApiPage()).not.toMatch(/<script|https?:/);
});
