import { cp, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { APP_FOLDER } from '../electron-launch.ts';

const packages = createRequire(import.meta.url);

/** Weights that the printed documents use; pdfmake embeds them, so it needs the whole TrueType files. */
const PRINT_FONTS = ['400Regular', '600SemiBold', '700Bold'] as const;

/** Files that the app reads as they are: dist/resources/fonts/SourceSans3_400Regular.ttf and so on, icon.png. */
export async function copyResources(outputFolder: string): Promise<void> {
  const fonts = path.join(outputFolder, 'fonts');
  await mkdir(fonts, { recursive: true });
  const home = path.dirname(packages.resolve('@expo-google-fonts/source-sans-3/package.json'));
  for (const weight of PRINT_FONTS) {
    const file = `SourceSans3_${weight}.ttf`;
    await cp(path.join(home, weight, file), path.join(fonts, file));
  }
  await cp(path.join(home, 'LICENSE_FONT'), path.join(fonts, 'LICENSE_FONT'));
  await cp(path.join(APP_FOLDER, 'build', 'resources', 'icon.png'), path.join(outputFolder, 'icon.png'));
}
