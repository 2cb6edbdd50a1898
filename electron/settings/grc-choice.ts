import type { Settings } from '#shared/contracts/ipc/settings.ts';

export type GrcSetting = NonNullable<Settings['grc']>;

/** What the process itself knows about how it was started. */
export type StartContext = {
  readonly packaged: boolean;
  readonly electronOutOfSupport: boolean;
  /** `--plainpied-grc=`: for this start only. */
  readonly commandLine: 'demo' | 'embedded' | undefined;
  /** PLAINPIED_TRIAL_REMOTE=1: a checkout tries a GRC of its own on this machine, embedded or over loopback. */
  readonly trialRemote: boolean;
};

/**
 * Which GRC this start works with; undefined asks the clerk (decisions.md 23). An Electron out of support only ever
 * meets demo data (decisions.md 33), except in a checkout that tries a GRC of its own on this machine.
 */
export function grcOfThisStart(chosen: GrcSetting | undefined, context: StartContext): GrcSetting | undefined {
  const wanted = context.commandLine !== undefined ? { kind: context.commandLine } : (chosen ?? (context.packaged ? undefined : { kind: 'demo' as const }));
  if (!context.electronOutOfSupport || (wanted !== undefined && isTrialHere(wanted, context))) return wanted;
  return { kind: 'demo' };
}

function isTrialHere(grc: GrcSetting, { packaged, trialRemote }: StartContext): boolean {
  return !packaged && trialRemote && (grc.kind !== 'remote' || isLoopback(grc.url));
}

function isLoopback(address: string): boolean {
  const { hostname } = new URL(address);
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** Electron keeps its three latest majors in support; this product targets 45. */
export function isOutOfSupport(electronVersion: string): boolean {
  return Number.parseInt(electronVersion, 10) < 43;
}
