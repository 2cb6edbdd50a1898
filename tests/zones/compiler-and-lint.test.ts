import { ESLint } from 'eslint';
import path from 'node:path';
import ts from 'typescript';
import tseslint from 'typescript-eslint';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** What the compiler says of one line, compiled with an environment's own settings. */
function compile(environment: string, line: string): readonly string[] {
  const file = path.join(ROOT, environment, 'zone-probe.ts');
  const config = ts.getParsedCommandLineOfConfigFile(path.join(ROOT, environment, 'tsconfig.json'), {}, {
    ...ts.sys, onUnRecoverableConfigFileDiagnostic: (diagnostic) => { throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')); },
  });
  const options: ts.CompilerOptions = { ...config?.options, noEmit: true, incremental: false };
  delete options.tsBuildInfoFile;
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === file || fileExists.call(host, name);
  host.getSourceFile = (name, target) => name === file ? ts.createSourceFile(name, line, target) : getSourceFile.call(host, name, target);
  const program = ts.createProgram([file], options, host);
  return ts.getPreEmitDiagnostics(program).filter((diagnostic) => diagnostic.file?.fileName === file).map((diagnostic) => ts.flattenDiagnosticMessageText(diagnostic.messageText, ' '));
}

test.each(['window.name;', 'document.title;', 'process.pid;', "import 'node:fs';", 'setTimeout(() => 1, 1);', 'crypto.randomUUID();', 'Buffer.from([]);'])(
  'shared/ does not compile with %s', (line) => {
    expect(compile('shared', `${line}\nexport {};`)).toHaveLength(1);
  },
);

test('shared/ compiles plain ECMAScript', () => {
  expect(compile('shared', 'export const parts = [3, 1].toSorted();')).toEqual([]);
});

test.each(['document.title;', 'window.name;'])('electron/ does not compile with %s', (line) => {
  expect(compile('electron', `${line}\nexport {};`)).toHaveLength(1);
});

test.each(['document.title;', 'window.name;'])('the sync worker does not compile with %s', (line) => {
  expect(compile('renderer/sync', `${line}\nexport {};`)).toHaveLength(1);
});

// Rules that read types need files of a project; those tried here read syntax only.
const eslint = new ESLint({ cwd: ROOT, overrideConfig: [{ ...tseslint.configs.disableTypeChecked, files: ['**/*.ts', '**/*.tsx'] }] });

async function lint(file: string, line: string): Promise<readonly (string | null)[]> {
  const [result] = await eslint.lintText(`${line}\n`, { filePath: path.join(ROOT, file) });
  return result?.messages.map((message) => message.ruleId ?? message.message) ?? [];
}

test.each([
  ['shared/lib/probe.ts', 'export const now = Date.now();', 'no-restricted-properties'],
  ['shared/lib/probe.ts', 'export const now = new Date();', 'no-restricted-syntax'],
  ['shared/lib/probe.ts', 'export const dice = Math.random();', 'no-restricted-properties'],
  ['shared/lib/probe.ts', 'export default 1;', 'no-restricted-syntax'],
  ['shared/lib/probe.ts', "export * from './result.ts';", 'no-restricted-syntax'],
  ['electron/printing/probe.ts', "import { ipcMain } from 'electron';\nexport const x = ipcMain;", 'no-restricted-imports'],
  ['electron/printing/probe.ts', "import { ipcRenderer } from 'electron';\nexport const x = ipcRenderer;", 'no-restricted-imports'],
  ['electron/printing/probe.ts', 'export const id = crypto.randomUUID();', 'no-restricted-globals'],
  ['electron/printing/probe.ts', 'export const folder = import.meta.dirname;', 'no-restricted-syntax'],
  ['electron/printing/probe.ts', 'console.log(1);', 'no-console'],
  ['renderer/app/probe.ts', "export const ok = URL.canParse('/');", 'no-restricted-properties'],
  ['renderer/app/probe.ts', 'export const waiting = Promise.withResolvers();', 'no-restricted-properties'],
  ['renderer/app/probe.ts', 'export const watcher = new CloseWatcher();', 'no-restricted-globals'],
])('%s: lint refuses %s', async (file, line, rule) => {
  expect(await lint(file, line)).toEqual([rule]);
});

test.each([
  ['electron/ipc/probe.ts', "import { ipcMain } from 'electron';\nexport const x = ipcMain;"],
  ['electron/printing/probe.preload.ts', "import { ipcRenderer } from 'electron';\nexport const x = ipcRenderer;"],
  ['shared/lib/probe.ts', 'export const day = new Date(0);'],
  ['renderer/app/probe.ts', 'export const late = AbortSignal.timeout(1000);'],
  ['build/probe.ts', 'console.log(1);'],
])('%s: lint accepts %s', async (file, line) => {
  expect(await lint(file, line)).toEqual([]);
});
