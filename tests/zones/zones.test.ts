import { expect, test } from 'vitest';
import { zoneRules } from '#build/lint/zone-rules.ts';
import { zoneViolations } from '#build/lint/zones.ts';
import { withTree } from './tree.ts';
import type { Import } from './tree.ts';

/** For each rule, imports that it forbids. */
const FORBIDDEN: Readonly<Record<string, readonly Import[]>> = {
  'nothing-imports-build-or-tests': [
    { from: 'shared/lib/a1.ts', to: '#build/lint.ts' },
    { from: 'electron/window/a2.ts', to: '#tests/harness/grc.ts' },
  ],
  'shared-stands-alone': [{ from: 'shared/sync/a3.ts', to: '#renderer/data/x.ts' }],
  'shared-takes-only-zod': [{ from: 'shared/domain/a4.ts', to: 'kysely' }, { from: 'shared/printing/a5.ts', to: '@cfworker/json-schema' }],
  'json-schema-takes-only-cfworker': [{ from: 'shared/lib/json-schema/a6.ts', to: 'kysely' }],
  'shared-is-not-node': [{ from: 'shared/lib/a7.ts', to: 'node:fs' }],
  'lib-is-the-floor': [{ from: 'shared/lib/a8.ts', to: '#shared/domain/x.ts' }],
  'domain-knows-only-lib': [{ from: 'shared/domain/a9.ts', to: '#shared/contracts/x.ts' }],
  'electron-x-renderer': [{ from: 'electron/window/b1.ts', to: '#renderer/ui/x.ts' }],
  'renderer-x-electron': [{ from: 'renderer/app/b2.ts', to: '#electron/settings/x.ts' }, { from: 'renderer/platform/b3.ts', to: 'electron' }],
  'renderer-is-not-node': [{ from: 'renderer/data/b4.ts', to: 'node:path' }],
  'capability-x-capability': [{ from: 'electron/printing/b5.ts', to: '#electron/gateway/x.ts' }],
  'preload-takes-bridge-slices': [{ from: 'electron/preload/b6.ts', to: '#electron/journal/x.ts' }],
  'embedded-grc-moves-out-whole': [{ from: 'electron/embedded-grc/b7.ts', to: '#electron/diagnostics/x.ts' }, { from: 'electron/embedded-grc/b8.ts', to: 'electron' }],
  'embedded-grc-by-entry-path-only': [{ from: 'electron/gateway/b9.ts', to: '#electron/embedded-grc/x.ts' }, { from: 'electron/main.ts', to: '#electron/embedded-grc/x.ts' }],
  'floor-of-renderer': [{ from: 'renderer/data/c1.ts', to: '#renderer/sync/x.ts' }],
  'ui-x-data-x-platform': [{ from: 'renderer/ui/c2.ts', to: '#renderer/data/x.ts' }, { from: 'renderer/data/c3.ts', to: '#renderer/platform/x.ts' }],
  'sync-below-screens': [{ from: 'renderer/sync/c4.ts', to: '#renderer/ui/x.ts' }],
  'barcodes-below-screens': [{ from: 'renderer/barcodes/d2.ts', to: '#renderer/ui/x.ts' }],
  'zxing-lives-in-barcodes': [{ from: 'renderer/features/mail/d3.ts', to: '@zxing/library' }, { from: 'renderer/app/d4.ts', to: 'zxing-wasm' }],
  'features-below-app': [{ from: 'renderer/features/mail/c5.ts', to: '#renderer/app/x.ts' }],
  'feature-x-feature': [{ from: 'renderer/features/mail/c6.ts', to: '#renderer/features/desk/x.ts' }],
  'dexie-lives-in-data': [{ from: 'renderer/sync/c7.ts', to: 'dexie' }, { from: 'renderer/features/mail/c8.ts', to: 'dexie-react-hooks' }],
  'fakes-are-for-tests': [{ from: 'renderer/app/c9.ts', to: '#renderer/testing/x.ts' }],
  'no-circle': [{ from: 'shared/lib/circle-a.ts', to: '#shared/lib/circle-b.ts' }, { from: 'shared/lib/circle-b.ts', to: '#shared/lib/circle-a.ts' }],
  'every-import-resolves': [{ from: 'renderer/ui/d1.ts', to: '#renderer/ui/absent.ts' }],
};

const ALLOWED: readonly Import[] = [
  { from: 'shared/domain/a.ts', to: '#shared/lib/x.ts' },
  { from: 'shared/sync/a.ts', to: '#shared/domain/x.ts' },
  { from: 'shared/contracts/a.ts', to: 'zod' },
  { from: 'shared/lib/json-schema/a.ts', to: '@cfworker/json-schema' },
  { from: 'electron/main.ts', to: '#electron/printing/x.ts' },
  { from: 'electron/printing/a.ts', to: '#electron/journal/x.ts' },
  { from: 'electron/printing/b.ts', to: 'electron' },
  { from: 'electron/preload/a.ts', to: '#electron/printing/printing.preload.ts' },
  { from: 'electron/embedded-grc/a.ts', to: '#shared/contracts/x.ts' },
  { from: 'renderer/sync/a.ts', to: '#renderer/data/x.ts' },
  { from: 'renderer/features/mail/a.ts', to: '#renderer/sync/x.ts' },
  { from: 'renderer/features/mail/b.ts', to: '#renderer/ui/x.ts' },
  { from: 'renderer/barcodes/a.ts', to: 'zxing-wasm' },
  { from: 'renderer/features/mail/c.ts', to: '#renderer/barcodes/x.ts' },
  { from: 'renderer/app/a.ts', to: '#renderer/features/desk/x.ts' },
  { from: 'renderer/data/a.ts', to: 'dexie' },
  { from: 'renderer/app/b.test.ts', to: '#renderer/testing/x.ts' },
];

test('every zone has an import that shows it bites', () => {
  expect(Object.keys(FORBIDDEN).sort()).toEqual(zoneRules.map((rule) => rule.name ?? '').sort());
});

test('each zone reports its forbidden imports, under its own name', async () => {
  const found = await withTree(Object.values(FORBIDDEN).flat(), zoneViolations);
  const bitten = Object.fromEntries(Object.entries(FORBIDDEN).map(([rule, imports]) => {
    const files = found.filter((violation) => violation.rule === rule).map((violation) => violation.from);
    return [rule, imports.filter(({ from }) => files.includes(from))];
  }));
  // A circle is reported once, at the file where it was met.
  const [met = { from: '', to: '' }] = bitten['no-circle'] ?? [];
  expect(bitten).toEqual({ ...FORBIDDEN, 'no-circle': [met] });
});

test('the imports that the architecture asks for are let through', async () => {
  expect(await withTree(ALLOWED, zoneViolations)).toEqual([]);
});
