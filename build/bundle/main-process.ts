import { existsSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { build } from 'vite';
import { APP_FOLDER } from '../electron-launch.ts';

/** Left to `require` at run time: Electron itself, and packages that read files of their own beside their code. */
const RUNTIME_PACKAGES = ['electron', '@electric-sql/pglite', 'pdfmake', 'pg'] as const;

/** What main starts by file name, all beside main.cjs. */
const ENTRIES: Readonly<Record<string, string>> = {
  'main': 'electron/main.ts',
  'pdf-worker': 'electron/printing/pdf-worker.ts',
  'attachment-worker': 'electron/attachments/inspect-worker.ts',
  'page-worker': 'electron/scanning/sheets/page-worker.ts',
};

const EMBEDDED_GRC: Readonly<Record<string, string>> = { 'embedded-grc': 'electron/embedded-grc/entry.ts' };
const PRELOAD: Readonly<Record<string, string>> = { preload: 'electron/preload/preload.ts' };

/** CommonJS for Electron 25's Node 18 and every later one. */
export async function bundleMain(outputFolder: string): Promise<void> {
  await bundleEntries(ENTRIES, outputFolder);
  // Alone: a sandboxed preload can require nothing, so it may not share a chunk with main.
  await bundleEntries(PRELOAD, outputFolder);
  // Alone: a packaged app keeps it beside its archive, where PGlite finds its own files.
  await bundleEntries(EMBEDDED_GRC, outputFolder);
}

async function bundleEntries(entries: Readonly<Record<string, string>>, outputFolder: string): Promise<void> {
  const present = Object.entries(entries).filter(([, file]) => existsSync(path.join(APP_FOLDER, file)));
  if (present.length === 0) return;
  await build({
    root: APP_FOLDER,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true, external: [...RUNTIME_PACKAGES], target: 'node' },
    build: {
      ssr: true,
      target: 'node18',
      outDir: outputFolder,
      emptyOutDir: false,
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: Object.fromEntries(present.map(([name, file]) => [name, path.join(APP_FOLDER, file)])),
        external: isExternal,
        // One flat folder, so that __dirname means the same in an entry and in a chunk.
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunk-[name]-[hash].cjs' },
      },
    },
  });
}

function isExternal(id: string): boolean {
  return id.startsWith('node:') || builtinModules.includes(id) || RUNTIME_PACKAGES.some((name) => id === name || id.startsWith(`${name}/`));
}
