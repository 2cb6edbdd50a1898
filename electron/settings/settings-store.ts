import type { Settings, SettingsView } from '#shared/contracts/ipc/settings.ts';
import { grcOfThisStart, isOutOfSupport, type GrcSetting, type StartContext } from './grc-choice.ts';
import { imposed, readPolicy, type Policy } from './policy.ts';
import { readSettings, writeSettings } from './settings-file.ts';

export type SettingsOptions = {
  readonly file: string;
  readonly policyFile: string;
  readonly start: Omit<StartContext, 'electronOutOfSupport'>;
  readonly version: string;
  readonly electron: string;
  readonly nowMs: number;
};

export type SettingsStore = {
  readonly current: () => Settings;
  readonly policy: Policy;
  /** The GRC of this start; undefined while nobody chose. */
  readonly grc: () => GrcSetting | undefined;
  readonly view: () => SettingsView;
  /** The town's rules, said by its GRC: they win over what this desk chose, and the policy file wins over them. */
  readonly obey: (rules: Pick<Settings, 'idleLockMinutes' | 'cacheScope'>) => void;
  /** Keeps what the policy locks; resolves once on disk, then tells the listeners. */
  readonly change: (wanted: Partial<Settings>) => SettingsView;
  /** Answers its own unsubscribe. */
  readonly subscribe: (listener: (view: SettingsView) => void) => () => void;
};

export function openSettings({ file, policyFile, start, version, electron, nowMs }: SettingsOptions): SettingsStore {
  const policy = readPolicy(policyFile);
  const locks = imposed(policy);
  const context: StartContext = { ...start, electronOutOfSupport: isOutOfSupport(electron) };
  const listeners = new Set<(view: SettingsView) => void>();
  let own = readSettings(file, nowMs);
  let ofTown: Partial<Settings> = {};

  const current = (): Settings => ({ ...own, ...ofTown, ...locks });
  const grc = (): GrcSetting | undefined => grcOfThisStart(current().grc, context);
  const view = (): SettingsView => {
    const choice = grc();
    return {
      settings: { ...current(), ...(choice !== undefined ? { grc: choice } : {}) },
      locked: Object.keys({ ...ofTown, ...locks }) as (keyof Settings)[],
      trial: { demoData: choice?.kind === 'demo', electronOutOfSupport: context.electronOutOfSupport },
      version,
      electron,
    };
  };
  const tell = (): SettingsView => {
    const changed = view();
    for (const listener of listeners) listener(changed);
    return changed;
  };
  return {
    current,
    policy,
    grc,
    view,
    obey: (rules) => {
      ofTown = rules;
      tell();
    },
    change: (wanted) => {
      const given = Object.fromEntries(Object.entries(wanted).filter(([name, value]) => value !== undefined && !(name in ofTown) && !(name in locks)));
      own = { ...own, ...given };
      writeSettings(file, own);
      return tell();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
