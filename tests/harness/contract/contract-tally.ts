import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { contractCheck } from './check-answer.ts';
import type { ContractReport } from './contract-proxy.ts';

/** What all proxies of a run saw, in lines to read. An operation that nobody asked for is told, and no failure. */
export function contractTally(folder: string): { readonly undeclared: number; readonly lines: readonly string[] } {
  const reports = readdirSync(folder).map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as ContractReport);
  const seen = new Set(reports.flatMap(({ operations }) => operations));
  const violations = [...new Set(reports.flatMap((report) => report.violations))].sort();
  const all = contractCheck().operations;
  const unasked = all.filter((operation) => !seen.has(operation));
  const answers = reports.reduce((sum, report) => sum + report.answers, 0);
  return {
    undeclared: answers === 0 ? 1 : violations.length,
    lines: [
      `contract: ${answers} answers of ${all.length - unasked.length} of ${all.length} operations, ${violations.length} not as declared`,
      ...violations.map((violation) => `  ${violation}`),
      ...(unasked.length === 0 ? [] : [`  never asked for: ${unasked.join(', ')}`]),
    ],
  };
}
