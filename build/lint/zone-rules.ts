import type { IFlattenedRuleSet, IRegularForbiddenRuleType } from 'dependency-cruiser';

type ZoneRule = NonNullable<IFlattenedRuleSet['forbidden']>[number];
type IForbiddenZone = IRegularForbiddenRuleType['to'];

/** Tests stand beside their source and may import anything. */
const TESTS = String.raw`\.(test|contract|e2e|bench)\.tsx?$|^renderer/testing/|/testing/`;

function zone(name: string, comment: string, from: string, to: IForbiddenZone, except = ''): ZoneRule {
  const pathNot = except === '' ? TESTS : `${TESTS}|${except}`;
  return { name, comment, severity: 'error', from: { path: from, pathNot }, to };
}

/** Who may import whom: docs/architecture.md, as dependency-cruiser reads it. */
export const zoneRules: readonly ZoneRule[] = [
  zone('nothing-imports-build-or-tests', 'the product runs without its tools', '^(shared|electron|renderer)/', { path: '^(build|tests)/' }),
  zone('shared-stands-alone', 'rules know no process', '^shared/', { path: '^(electron|renderer)/' }),
  zone('shared-takes-only-zod', 'shared/ runs in every process: Zod, and cfworker in lib/json-schema', '^shared/',
    { path: '(^|/)node_modules/', pathNot: '(^|/)node_modules/zod/' }, '^shared/lib/json-schema/'),
  zone('json-schema-takes-only-cfworker', 'one validator, used on both sides', '^shared/lib/json-schema/',
    { path: '(^|/)node_modules/', pathNot: '(^|/)node_modules/(zod|@cfworker/json-schema)/' }),
  zone('shared-is-not-node', 'no Node module in a rule', '^shared/', { dependencyTypes: ['core'] }),
  zone('lib-is-the-floor', 'shared/lib imports nothing above it', '^shared/lib/', { path: '^shared/(?!lib/)' }),
  zone('domain-knows-only-lib', 'rules know neither wire, paper nor queue', '^shared/domain/', { path: '^shared/(?!lib/|domain/)' }),

  zone('electron-x-renderer', 'they meet in shared/contracts', '^electron/', { path: '^renderer/' }),
  zone('renderer-x-electron', 'they meet in shared/contracts', '^renderer/', { path: '^electron/|(^|/)node_modules/electron/' }),
  zone('renderer-is-not-node', 'screens have no Node', '^renderer/', { dependencyTypes: ['core'] }),

  zone('capability-x-capability', 'main.ts composes capabilities', '^electron/([^/]+)/',
    { path: '^electron/[^/]+/', pathNot: '^electron/($1|ipc|settings|journal|diagnostics)/' }, '^electron/preload/'),
  zone('preload-takes-bridge-slices', 'each capability writes its slice of the bridge', '^electron/preload/',
    { path: '^electron/', pathNot: String.raw`^electron/preload/|\.preload\.ts$` }),
  zone('embedded-grc-moves-out-whole', 'it is a server behind the API like any other', '^electron/embedded-grc/',
    { path: '^electron/(?!embedded-grc/)|(^|/)node_modules/electron/' }),
  zone('embedded-grc-by-entry-path-only', 'nothing may know that the GRC is embedded', '^(electron/(?!embedded-grc/)|renderer/|shared/)',
    { path: '^electron/embedded-grc/' }),

  zone('floor-of-renderer', 'ui, data and platform import nothing above them', '^renderer/(ui|data|platform)/',
    { path: '^renderer/(sync|barcodes|features|app)/' }),
  zone('ui-x-data-x-platform', 'three floors that do not know each other', '^renderer/(ui|data|platform)/',
    { path: '^renderer/(ui|data|platform)/', pathNot: '^renderer/$1/' }),
  zone('sync-below-screens', 'the worker draws nothing', '^renderer/sync/', { path: '^renderer/(ui|features|app)/' }),
  zone('barcodes-below-screens', 'an engine sees pixels, nothing else', '^renderer/barcodes/', { path: '^renderer/(ui|data|sync|features|app)/' }),
  zone('zxing-lives-in-barcodes', 'screens see the port in renderer/platform', '^(renderer/(?!barcodes/)|shared/|electron/)',
    { path: '(^|/)node_modules/(@zxing/library|zxing-wasm)/' }),
  zone('features-below-app', 'app composes features', '^renderer/features/', { path: '^renderer/app/' }),
  zone('feature-x-feature', 'app composes features', '^renderer/features/([^/]+)/',
    { path: '^renderer/features/', pathNot: '^renderer/features/$1/' }),
  zone('dexie-lives-in-data', 'renderer/data exports hooks', '^(renderer/(?!data/)|shared/|electron/)',
    { path: '(^|/)node_modules/(dexie|dexie-react-hooks)/' }),
  zone('fakes-are-for-tests', 'the product never runs on a fake', '^(shared|electron|renderer)/', { path: '^renderer/testing/|^(shared|electron)/.*/testing/' }),

  { name: 'no-circle', comment: 'a circle of modules is one module', severity: 'error', from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
  { name: 'every-import-resolves', comment: 'a wrong path is found here, not at run time', severity: 'error', from: {},
    to: { couldNotResolve: true, pathNot: String.raw`^virtual:|^electron$|\.css$|\?url$` } },
];
