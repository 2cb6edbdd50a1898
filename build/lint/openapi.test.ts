import { expect, test } from 'vitest';
import { openApiDocument } from '#electron/embedded-grc/openapi/document.ts';
import { openApiViolations } from './openapi.ts';

test('the contract that the GRC serves has nothing to find', async () => {
  expect(await openApiViolations()).toEqual([]);
});

test('an operation without a name, or a path that reads like another, is found', async () => {
  const document = structuredClone(openApiDocument()) as { paths: Record<string, Record<string, object>> };
  document.paths['/citizens/{other}'] = structuredClone(document.paths['/citizens/{id}'] ?? {});
  delete (document.paths['/me']?.['get'] as { operationId?: string }).operationId;
  const found = (await openApiViolations(document)).map((line) => /\((\S+)\)$/.exec(line)?.[1]);
  expect(new Set(found)).toEqual(new Set(['operation-operationId', 'operation-operationId-unique', 'no-identical-paths', 'no-ambiguous-paths', 'path-parameters-defined']));
});
