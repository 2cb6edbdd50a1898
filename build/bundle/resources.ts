import { cp, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { APP_FOLDER } from '../electron-launch.ts';

const packages = createRequire(import.meta.url);

/** Weights that the printed documents use; pdfmake embeds them, so it needs the whole TrueType files. */
const PRINT_FONTS = ['400Regular', '600SemiBold', '700Bold'] as const;

/** WebAssembly that the page worker loads by path. */
const CODECS = ['@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm', '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm', '@hyzyla/pdfium/pdfium.wasm'] as const;

/** Files that the app reads as they are: dist/resources/fonts/SourceSans3_400Regular.ttf and so on, codecs, icon.png. */
export async function copyResources(outputFolder: string): Promise<void> {
  const fonts = path.join(outputFolder, 'fonts');
  await mkdir(fonts, { recursive: true });
  const home = path.dirname(packages.resolve('@expo-google-fonts/source-sans-3/package.json'));
  for (const weight of PRINT_FONTS) {
    const file = `SourceSans3_${weight}.ttf`;
    await cp(path.join(home, weight, file), path.join(fonts, file));
  }
  await cp(path.join(home, 'LICENSE_FONT'), path.join(fonts, 'LICENSE_FONT'));
  const codecs = path.join(outputFolder, 'codecs');
  await mkdir(codecs, { recursive: true });
  for (const codec of CODECS) await cp(packages.resolve(codec), path.join(codecs, path.basename(codec)));
  await cp(path.join(APP_FOLDER, 'build', 'resources', 'icon.png'), path.join(outputFolder, 'icon.png'));
}
