import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { app } from 'electron';
import type { CodecFiles } from './scanning/sheets/codecs.ts';

/** Everything about this start that comes from outside: read once, passed on. */
export type Startup = {
  readonly packaged: boolean;
  /** A packaged app built for trial (docs: `npm run package -- --trial`). */
  readonly trial: boolean;
  readonly smoke: boolean;
  /** `--journal WORDS`: the recovery tool instead of the desk. */
  readonly journalWords: readonly string[] | undefined;
  readonly commandLineGrc: 'demo' | 'embedded' | undefined;
  readonly trialRemote: boolean;
  readonly failpoint: string | undefined;
  readonly bench: boolean;
  readonly userData: string;
  readonly paths: {
    readonly preload: string;
    readonly renderer: string;
    readonly resources: string;
    readonly embeddedGrc: string;
    readonly pdfWorker: string;
    readonly attachmentWorker: string;
    readonly pageWorker: string;
    readonly codecs: CodecFiles;
  };
};

export function readStartup(): Startup {
  placeUserData();
  const packaged = app.isPackaged;
  const trial = packaged && isTrialBuild();
  const testable = !packaged || trial;
  const grc = app.commandLine.getSwitchValue('plainpied-grc');
  // All bundles lie flat beside main.cjs; the renderer and the resources are its neighbours in dist/.
  const dist = join(__dirname, '..');
  return {
    packaged,
    trial,
    smoke: app.commandLine.hasSwitch('smoke'),
    journalWords: wordsAfter('--journal'),
    commandLineGrc: grc === 'demo' || grc === 'embedded' ? grc : undefined,
    trialRemote: !packaged && process.env['PLAINPIED_TRIAL_REMOTE'] === '1',
    failpoint: testable ? process.env['PLAINPIED_FAILPOINT'] : undefined,
    bench: !packaged && process.env['PLAINPIED_BENCH'] === '1',
    userData: app.getPath('userData'),
    paths: {
      preload: join(__dirname, 'preload.cjs'),
      renderer: join(dist, 'renderer'),
      resources: join(dist, 'resources'),
      // Beside the archive of a packaged app (asarUnpack).
      embeddedGrc: join(__dirname, 'embedded-grc.cjs').replace(/([\\/])app\.asar([\\/])/, '$1app.asar.unpacked$2'),
      pdfWorker: join(__dirname, 'pdf-worker.cjs'),
      attachmentWorker: join(__dirname, 'attachment-worker.cjs'),
      pageWorker: join(__dirname, 'page-worker.cjs'),
      codecs: codecFiles(join(dist, 'resources', 'codecs')),
    },
  };
}

function codecFiles(folder: string): CodecFiles {
  return { jpeg: { encoder: join(folder, 'mozjpeg_enc.wasm'), decoder: join(folder, 'mozjpeg_dec.wasm') }, pdfium: join(folder, 'pdfium.wasm') };
}

function wordsAfter(word: string): readonly string[] | undefined {
  const at = process.argv.indexOf(word);
  return at < 0 ? undefined : process.argv.slice(at + 1);
}

function isTrialBuild(): boolean {
  const manifest = JSON.parse(readFileSync(join(app.getAppPath(), 'package.json'), 'utf8')) as { readonly plainpiedTrial?: unknown };
  return manifest.plainpiedTrial === true;
}

/** `--user-data-dir` is obeyed here: Electron itself only tells Chromium. A roaming profile would copy the journal over the network. */
function placeUserData(): void {
  const given = app.commandLine.getSwitchValue('user-data-dir');
  const local = process.env['LOCALAPPDATA'];
  if (given !== '') app.setPath('userData', resolve(given));
  else if (process.platform === 'win32' && local !== undefined) app.setPath('userData', join(local, 'Plainpied'));
}
