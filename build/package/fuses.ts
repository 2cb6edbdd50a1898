import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

const NAMES: ReadonlyArray<readonly [string, FuseV1Options]> = [
  ['runAsNode', FuseV1Options.RunAsNode],
  ['cookieEncryption', FuseV1Options.EnableCookieEncryption],
  ['nodeOptions', FuseV1Options.EnableNodeOptionsEnvironmentVariable],
  ['inspect', FuseV1Options.EnableNodeCliInspectArguments],
  ['asarIntegrity', FuseV1Options.EnableEmbeddedAsarIntegrityValidation],
  ['onlyLoadAppFromAsar', FuseV1Options.OnlyLoadAppFromAsar],
];

/** What each fuse of a packaged executable is set to, read from the executable itself. */
export async function fusesOf(executable: string): Promise<Readonly<Record<string, 'on' | 'off' | 'absent'>>> {
  const wire = await getCurrentFuseWire(executable);
  return Object.fromEntries(NAMES.map(([name, fuse]) => {
    const state = wire[fuse];
    return [name, state === FuseState.ENABLE ? 'on' : state === FuseState.DISABLE ? 'off' : 'absent'];
  }));
}
