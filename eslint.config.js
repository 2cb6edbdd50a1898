import { existsSync } from 'node:fs';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { codeRules, testRules } from './build/lint/code-rules.js';
import { oldChromiumRules, oldNodeRules, sharedRules, ipcRules, preloadRules } from './build/lint/environment-rules.js';

const TESTS = ['**/*.test.ts', '**/*.test.tsx', '**/*.contract.ts', '**/*.contract.tsx', 'renderer/testing/**', 'tests/**'];
// A project without a file is an error to the parser: the worker's counts once the worker is there.
const WORKER = existsSync(new URL('./renderer/sync/worker.ts', import.meta.url)) ? ['renderer/sync'] : [];
const PROJECTS = ['shared', 'electron', 'renderer', ...WORKER, 'renderer/barcodes', 'build', 'tests'];
const CONFIGS = ['*.config.ts', '*.config.js', '**/*.config.ts'];

export default tseslint.config(
  { ignores: ['dist/**', 'release/**', 'demo-output/**', 'test-results/**', 'node_modules/**', 'build/runtime/default-app/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: {
      parserOptions: {
        project: PROJECTS.map((folder) => `./${folder}/tsconfig.json`),
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: codeRules,
  },
  { files: ['shared/**/*.ts'], ignores: TESTS, rules: sharedRules },
  { files: ['electron/**/*.ts'], ignores: [...TESTS, '**/*.preload.ts', 'electron/preload/**', 'electron/ipc/**'], rules: { ...oldNodeRules, ...ipcRules } },
  { files: ['electron/ipc/**/*.ts'], ignores: [...TESTS, '**/*.preload.ts'], rules: oldNodeRules },
  { files: ['**/*.preload.ts', 'electron/preload/**/*.ts'], ignores: TESTS, rules: preloadRules },
  { files: ['renderer/**/*.ts', 'renderer/**/*.tsx'], ignores: TESTS, rules: oldChromiumRules },
  { files: ['renderer/**/*.ts', 'renderer/**/*.tsx'], plugins: { 'react-hooks': reactHooks }, rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' } },
  { files: ['build/**', 'tests/**', 'electron/embedded-grc/cli.ts'], rules: { 'no-console': 'off' } },
  { files: TESTS, rules: testRules },
  { files: CONFIGS, rules: { 'no-restricted-syntax': 'off' } },
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
);
