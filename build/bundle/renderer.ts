import babel from '@rolldown/plugin-babel';
import { lingui, linguiTransformerBabelPreset } from '@lingui/vite-plugin';
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import type { PluginOption } from 'vite';
import { APP_FOLDER } from '../electron-launch.ts';

/** The Chromium of the oldest Electron that runs the app (Electron 25). */
const OLDEST_CHROMIUM = 'chrome114';

/** Lingui's macros keep the French source text in the code, so that a message needs no catalogue to show. */
export function messagePlugins(): PluginOption[] {
  return [lingui(), babel({ presets: [linguiTransformerBabelPreset({ descriptorFields: 'message' })] })];
}

/** Screens and the sync worker, for the scheme plainpied://app/ and its CSP: nothing inline, no data: address. */
export async function bundleRenderer(outputFolder: string): Promise<void> {
  const root = path.join(APP_FOLDER, 'renderer');
  if (!existsSync(path.join(root, 'index.html'))) return;
  await build({
    root,
    base: '/',
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [optimizeLocales.vite({ locales: ['fr-FR', 'en-US'] }), react(), ...messagePlugins()],
    worker: { format: 'es' },
    build: {
      target: OLDEST_CHROMIUM,
      cssTarget: OLDEST_CHROMIUM,
      outDir: outputFolder,
      emptyOutDir: false,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      sourcemap: true,
      chunkSizeWarningLimit: 3000,
      reportCompressedSize: false,
    },
  });
}
