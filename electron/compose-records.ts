import type { Grc } from './compose-grc.ts';
import type { DeskRoute } from './ipc/desk-route.ts';
import type { DeskSession } from './session/session.ts';
import type { SettingsStore } from './settings/settings-store.ts';
import type { Startup } from './start-context.ts';

/** Everything that lives behind the desk's keys: journal, attachments, printing. */
export type Records = {
  readonly deskRoutes: readonly DeskRoute[];
};

export type RecordsNeed = {
  readonly startup: Startup;
  readonly settings: SettingsStore;
  readonly session: DeskSession;
  readonly grc: Grc;
  /** Of this desk and this GRC. */
  readonly folder: string;
};

/** Opened once the keys are; the calls of journal and printing are answered from here on. */
export async function composeRecords(_need: RecordsNeed): Promise<Records> {
  return { deskRoutes: [] };
}
