import { createConfig, lintFromString } from '@redocly/openapi-core';
import { openApiDocument } from '#electron/embedded-grc/openapi/document.ts';

/** What Redocly's strict rules find in the contract that the GRC serves; nothing is fetched. */
export async function openApiViolations(document: unknown = openApiDocument()): Promise<readonly string[]> {
  const config = await createConfig({ extends: ['recommended-strict'], telemetry: 'off' });
  const problems = await lintFromString({ source: JSON.stringify(document), absoluteRef: 'openapi.json', config });
  return problems.map(({ ruleId, message, location }) => `${location[0]?.pointer ?? ''}: ${message} (${ruleId})`);
}
