import { cruise } from 'dependency-cruiser';
import type { ICruiseResult } from 'dependency-cruiser';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { zoneRules } from './zone-rules.ts';

/** One import that a zone forbids. */
export type ZoneViolation = { readonly rule: string; readonly from: string; readonly to: string };

const FOLDERS = ['shared', 'electron', 'renderer'] as const;

/** Every import under `root` that crosses a zone's border; type imports count. */
export async function zoneViolations(root: string): Promise<readonly ZoneViolation[]> {
  const folders = FOLDERS.filter((folder) => existsSync(path.join(root, folder)));
  const { output } = await cruise(folders, {
    baseDir: root,
    ruleSet: { forbidden: [...zoneRules] },
    validate: true,
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'], extensions: ['.ts', '.tsx', '.js', '.d.ts'] },
  });
  const { summary } = output as ICruiseResult;
  return summary.violations.map((violation) => ({ rule: violation.rule.name, from: violation.from, to: violation.to }));
}
