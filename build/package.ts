import { build, Platform } from 'electron-builder';
import type { Configuration } from 'electron-builder';
import path from 'node:path';
import { bundleApp } from './bundle/bundle-app.ts';
import { APP_FOLDER, prepareElectron } from './electron-launch.ts';
import type { ElectronLaunch } from './electron-launch.ts';
import { fusesOf } from './package/fuses.ts';
import { refusalToPackage } from './package/refusal.ts';
import { smokeRun } from './package/smoke.ts';
import { withBareDist } from './package/bare-dist.ts';

/**
 * `npm run package`: installers of this system's kind, on a supported Electron.
 * `-- --trial`: an unpacked application named plainpied-essai, on whatever Electron is there.
 * `-- --dir`: unpacked only. An unpacked Linux application is then started once with --smoke.
 */
async function packageApp(options: readonly string[]): Promise<void> {
  const trial = options.includes('--trial');
  const launch = await prepareElectron('app');
  try {
    const refusal = refusalToPackage(launch.electron, trial);
    if (refusal !== undefined) throw new Error(refusal);
    await bundleApp();
    const unpackedOnly = trial || options.includes('--dir');
    await withBareDist(launch.electron, (electronDist) => runBuilder(launch, electronDist, trial, unpackedOnly));
    if (unpackedOnly && process.platform === 'linux') await verifyUnpacked(launch, trial);
  } finally {
    launch.close();
  }
}

async function runBuilder(launch: ElectronLaunch, electronDist: string, trial: boolean, unpackedOnly: boolean): Promise<void> {
  const config: Configuration = {
    extends: path.join(APP_FOLDER, 'electron-builder.yml'),
    electronDist,
    electronVersion: launch.electron.version,
    // A fuse that an Electron before 29 does not have, and that the tool refuses to set there.
    ...(launch.electron.support === 'supported' && { electronFuses: { grantFileProtocolExtraPrivileges: false } }),
    ...(trial && {
      productName: 'plainpied-essai',
      appId: 'fr.plainpied.essai',
      extraMetadata: { name: 'plainpied-essai', plainpiedTrial: true },
      linux: { executableName: 'plainpied-essai' },
    }),
  };
  await build({
    projectDir: APP_FOLDER,
    publish: 'never',
    targets: Platform.current().createTarget(unpackedOnly ? 'dir' : undefined),
    config,
  });
}

async function verifyUnpacked(launch: ElectronLaunch, trial: boolean): Promise<void> {
  const executable = path.join(APP_FOLDER, 'release', 'linux-unpacked', trial ? 'plainpied-essai' : 'plainpied');
  console.log(`fuses  ${JSON.stringify(await fusesOf(executable))}`);
  console.log(await smokeRun(executable, launch.env));
}

await packageApp(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  // Not by process.exitCode: electron-builder sets that one itself after a failed build.
  process.exit(1);
});
