import babel from '@rolldown/plugin-babel';
import { lingui, linguiTransformerBabelPreset } from '@lingui/vite-plugin';
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import type { Plugin, PluginOption } from 'vite';
import { APP_FOLDER } from '../electron-launch.ts';

/** The Chromium of the oldest Electron that runs the app (Electron 25). */
const OLDEST_CHROMIUM = 'chrome114';

/**
 * Lingui's macros keep the French source text in the code, so that a message needs no catalogue to show;
 * the app gives `i18n.setMessagesCompiler` the compiler that reads its placeholders and plurals.
 */
export function messagePlugins(): PluginOption[] {
  // Lingui's own transform needs a native binding that npm on Node 20 drops: keep Babel, without the advice.
  process.env['LINGUI_SUPPRESS_BABEL_WARNING'] = '1';
  return [lingui(), babel({ presets: [linguiTransformerBabelPreset({ descriptorFields: 'message' })] })];
}

/**
 * React Aria writes one inline <style> for touch screens unless an element of this id is there, and the
 * content policy forbids inline styles: the element is put there, the rule is in the app's own style sheet.
 */
function withoutInlineTouchStyle(): Plugin {
  return {
    name: 'plainpied:no-inline-touch-style',
    transformIndexHtml: () => [{ tag: 'meta', attrs: { id: 'react-aria-pressable-style' }, injectTo: 'head' }],
  };
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
    plugins: [optimizeLocales.vite({ locales: ['fr-FR', 'en-US'] }), react(), ...messagePlugins(), withoutInlineTouchStyle()],
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
