import { join } from 'node:path';
import { session as sessions } from 'electron';
import { createGateway, type Gateway, type GrcTarget } from './gateway/gateway.ts';
import { createNetworkSessions } from './gateway/network-sessions.ts';
import { createServerClock, type ClockReading, type ServerClock } from './gateway/server-clock.ts';
import { createEmbeddedHost, type EmbeddedHost } from './session/embedded-host.ts';
import type { SettingsStore } from './settings/settings-store.ts';
import type { Startup } from './start-context.ts';

/** The town's GRC as this start reaches it: elsewhere, or in a process of our own. */
export type Grc = {
  readonly gateway: Gateway;
  readonly clock: ServerClock;
  /** Undefined when the GRC is elsewhere, or not chosen. */
  readonly host: () => EmbeddedHost | undefined;
};

type Wanted = {
  readonly startup: Startup;
  readonly settings: SettingsStore;
  readonly bearer: (credential: 'desk' | 'clerk') => string | undefined;
  readonly onRefused: (credential: 'desk' | 'clerk') => void;
  readonly onClock: (reading: ClockReading) => void;
  readonly whenIdle: Promise<void>;
};

export function composeGrc({ startup, settings, bearer, onRefused, onClock, whenIdle }: Wanted): Grc {
  const network = createNetworkSessions(() => performance.now());
  const clock = createServerClock(Date.now, onClock);
  let embedded: EmbeddedHost | undefined;

  function host(): EmbeddedHost | undefined {
    const grc = settings.grc();
    if (grc === undefined || grc.kind === 'remote') return undefined;
    embedded ??= createEmbeddedHost({
      entry: startup.paths.embeddedGrc,
      dataFolder: join(startup.userData, `grc-${grc.kind}`),
      demo: grc.kind === 'demo',
      townFile: grc.kind === 'demo' ? undefined : join(startup.userData, 'town.json'),
      whenIdle,
    });
    return embedded;
  }

  function target(): GrcTarget | undefined {
    const grc = settings.grc();
    if (grc?.kind === 'remote') return { baseUrl: grc.url.replace(/\/+$/, ''), launchSecret: undefined };
    return embedded?.target();
  }

  const gateway = createGateway({
    // A session apart, without our scheme and its handler: this call leaves the app.
    fetch: (url, init) => sessions.fromPartition(network.partition()).fetch(url, init),
    target,
    bearer,
    clock,
    onRefused,
    onCertificateRefused: network.refused,
  });
  return { gateway, clock, host };
}
