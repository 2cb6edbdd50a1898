import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { app, dialog, powerMonitor, session as sessions, type BrowserWindow, type Event } from 'electron';
import { uuidv7 } from '#shared/lib/uuid.ts';
import { createLogger } from './diagnostics/log.ts';
import { composeGrc } from './compose-grc.ts';
import { composeKeys } from './compose-keys.ts';
import { composeRecords, sealContext, type Records } from './compose-records.ts';
import type { ClockReading } from './gateway/server-clock.ts';
import { createDeskRouter } from './ipc/desk-route.ts';
import { answerDayCalls } from './journal/day.ipc.ts';
import { answerJournalCalls } from './journal/journal.ipc.ts';
import { answerPrintingCalls } from './printing/printing.ipc.ts';
import { answerScanningCalls } from './scanning/scanning.ipc.ts';
import { openDeskRecord, type DeskRecordFile } from './session/desk-record.ts';
import { keepIdleLock } from './session/keep-idle-lock.ts';
import { createSession, type DeskSession } from './session/session.ts';
import { answerSessionCalls } from './session/session.ipc.ts';
import { deskFolderName } from './settings/desk-folder.ts';
import { policyFile } from './settings/policy.ts';
import { openSettings } from './settings/settings-store.ts';
import { answerSettingsCalls } from './settings/settings.ipc.ts';
import type { Startup } from './start-context.ts';
import { serveAppScheme } from './window/app-scheme.ts';
import type { Leaving } from './window/leaving.ts';
import { answerLeavingCalls, guardClosing } from './window/leaving.ipc.ts';
import { answerCacheCalls } from './window/cache.ipc.ts';
import { denyPermissions } from './window/guards.ts';
import { openMainWindow } from './window/main-window.ts';

const log = createLogger('desk');
/** Where the GRC never said it. */
const LOOKED_UP_DAYS = 30;
const CLOCK_KEPT_EVERY_MS = 10 * 60_000;

export type Desk = {
  /** Opens the window, then everything else behind it. */
  readonly open: () => void;
  readonly show: () => void;
  readonly beforeQuit: (event: Event) => void;
};

/** Puts the capabilities together; they don't know each other. */
export function composeDesk(startup: Startup): Desk {
  const settings = openSettings({
    file: join(startup.userData, 'settings.json'),
    policyFile: policyFile(process.platform, process.env['PROGRAMDATA']),
    start: { packaged: startup.packaged, commandLine: startup.commandLineGrc, trialRemote: startup.trialRemote },
    version: app.getVersion(),
    electron: process.versions['electron'] ?? '',
    nowMs: Date.now(),
  });
  const folder = (): string => join(startup.userData, deskFolderName(settings.grc()));
  const keys = composeKeys(folder, settings.policy);
  let record: DeskRecordFile | undefined;
  let records: Records | undefined;
  let painted: () => void = () => undefined;
  const whenPainted = new Promise<void>((resolve) => (painted = resolve));
  const grc = composeGrc({
    startup,
    settings,
    bearer: (credential) => session.bearer(credential),
    onRefused: (credential) => {
      if (credential === 'clerk') session.forgetToken();
      else session.doubt();
    },
    onClock: (reading) => {
      keepClock(reading);
      session.contact();
    },
    whenIdle: whenPainted,
  });

  const session: DeskSession = createSession({
    grcChosen: () => settings.grc() !== undefined,
    vault: keys,
    openDesk: async () => {
      record = openDeskRecord(join(folder(), 'desk.sealed'), keys.deskRecordKey(), newId, Date.now());
      const { clock } = record.get();
      if (clock !== null) grc.clock.restore(clock);
      const opened = keys.keys();
      if (opened === undefined) throw new Error('the desk opens after its keys');
      grc.host()?.unlockUploads(opened.grcUploads);
      records = composeRecords({
        startup,
        settings,
        keys: opened,
        grc,
        folder: folder(),
        captured: session.captured,
        town: () => session.enrolment()?.town,
        cacheRules: () => ({ cacheScope: settings.current().cacheScope, lookedUpDays: record?.get().policy?.lookedUpDays ?? LOOKED_UP_DAYS }),
      });
      return record;
    },
    host: grc.host,
    send: grc.gateway.send,
    clock: { now: Date.now },
    newId,
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    version: app.getVersion(),
    siteToken: settings.policy.siteToken,
    deskLabel: settings.policy.deskLabel,
    onLastNumber: (number) => records?.journal.goOnAfter(number),
    onPolicy: ({ idleLockMinutes, cacheScope }) => settings.obey({ idleLockMinutes, cacheScope }),
  });

  /** Written now and then only: it serves to notice a clock that is a day wrong. */
  function keepClock(reading: ClockReading): void {
    const last = record?.get().clock?.wallMs ?? 0;
    if (Math.abs(reading.wallMs - last) > CLOCK_KEPT_EVERY_MS) record?.update({ clock: reading });
  }

  let window: BrowserWindow | undefined;
  let leaving: Leaving | undefined;
  let stopped = false;
  return {
    open: () => {
      denyPermissions(sessions.defaultSession);
      serveAppScheme(sessions.defaultSession, { rendererFolder: startup.paths.renderer, desk: createDeskRouter(() => records?.deskRoutes), grc: grc.gateway.forward });
      answerSettingsCalls(settings);
      answerSessionCalls(session, settings);
      answerPrintingCalls(() => records?.printing, saveDialog);
      answerScanningCalls(() => records?.scanning, async () => {
        const chosen = await folderDialog();
        return chosen === undefined ? settings.view() : settings.change({ scanFolder: chosen });
      });
      answerDayCalls({
        journal: () => records?.journal,
        context: () => sealContext(session, grc),
        newId,
        pdf: (paper) => records?.makePdf(paper),
        saveDialog,
      });
      leaving = answerLeavingCalls();
      answerCacheCalls(sessions.defaultSession, startup.userData);
      answerJournalCalls(() => records?.journal, () => sealContext(session, grc));
      window = openMainWindow({
        preload: startup.paths.preload,
        stateFile: join(startup.userData, 'window.json'),
        developer: !startup.packaged,
        show: true,
      });
      guardClosing(window, leaving);
      window.once('ready-to-show', painted);
      keepIdleLock({ powerMonitor, window, minutes: () => settings.current().idleLockMinutes, lock: session.lock });
      // Opening the keys holds main for some 40 ms: not before the page has left it.
      window.webContents.once('did-navigate', () => {
        session.begin().catch((cause: unknown) => log.error('session could not begin', { cause }));
      });
    },
    show: () => {
      if (window === undefined || window.isDestroyed()) return;
      if (window.isMinimized()) window.restore();
      window.focus();
    },
    beforeQuit: (event) => {
      if (leaving?.mayClose() === false) return event.preventDefault();
      const host = grc.host();
      if (stopped || host === undefined) return;
      event.preventDefault();
      void host.stop().finally(() => {
        stopped = true;
        app.quit();
      });
    },
  };
}

function newId(): string {
  return uuidv7(Date.now(), randomBytes(10));
}

async function saveDialog(suggestedName: string): Promise<string | undefined> {
  const { canceled, filePath } = await dialog.showSaveDialog({ defaultPath: suggestedName, filters: [{ name: 'PDF', extensions: ['pdf'] }] });
  return canceled ? undefined : filePath;
}

async function folderDialog(): Promise<string | undefined> {
  const { canceled, filePaths } = await dialog.showOpenDialog({ properties: ['openDirectory'] });
  return canceled ? undefined : filePaths[0];
}
