import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { librariesNotFound, packagesOfLibraries } from './shared-libraries.ts';

/** `app`: what a window needs. `tests`: also a virtual screen, a keyring and the tools that read what we print. */
export type PackageGroup = 'app' | 'tests';

const TEST_PACKAGES = [
  'xvfb', 'xauth', 'fonts-dejavu-core', 'poppler-utils', 'zbar-tools', 'imagemagick', 'postgresql',
  'dbus', 'gnome-keyring', 'libsecret-1-0', 'sane-utils', 'libnss3-tools',
] as const;

/** The command that an administrator runs when this process may not install packages itself. */
export function installCommand(packages: readonly string[]): string {
  return `apt-get update && apt-get install --yes --no-install-recommends ${packages.join(' ')}`;
}

/**
 * Installs the system packages that the group needs and that are missing, or throws with the exact
 * command to run when that takes rights or a system that this process does not have.
 * Never asks a question on the terminal.
 */
export function ensureSystemPackages(group: PackageGroup, electronExecutable: string): void {
  if (process.platform !== 'linux') return;
  const missing = missingPackages(group, electronExecutable);
  if (missing.length === 0) return;
  const command = installCommand(missing);
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error(`These system packages are missing: ${missing.join(', ')}.\nRun as root:\n  ${command}`);
  }
  console.log(`Installing system packages: ${missing.join(' ')}`);
  aptGet(['update', '--quiet=2']);
  aptGet(['install', '--yes', '--quiet=2', '--no-install-recommends', ...missing]);
  const still = missingPackages(group, electronExecutable);
  if (still.length > 0) throw new Error(`Still missing after installation: ${still.join(', ')}. Tried:\n  ${command}`);
}

function missingPackages(group: PackageGroup, electronExecutable: string): readonly string[] {
  const libraries = librariesNotFound(dynamicLibraries(electronExecutable));
  const tools = group === 'tests' ? TEST_PACKAGES.filter((name) => !isInstalled(name)) : [];
  return [...packagesOfLibraries(libraries), ...tools];
}

function dynamicLibraries(executable: string): string {
  const result = spawnSync('ldd', [executable], { encoding: 'utf8' });
  if (result.error !== undefined) throw new Error(`ldd could not run: ${result.error.message}`);
  return result.stdout;
}

function isInstalled(name: string): boolean {
  const result = spawnSync('dpkg-query', ['--show', '--showformat=${Status}', name], { encoding: 'utf8' });
  return result.stdout === 'install ok installed';
}

function aptGet(args: readonly string[]): void {
  // Another installation may be running: wait for its lock instead of failing.
  const result = spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Dpkg::Use-Pty=0', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (result.status !== 0) throw new Error(`apt-get ${args.join(' ')} failed:\n${result.stdout}${result.stderr}`);
}
