import type { GrcTrouble, PassphraseRefusal } from '#shared/contracts/ipc/session.ts';
import type { Result } from '#shared/lib/result.ts';

/** How main calls the GRC; never rejects for the network, whose failures carry the gateway's header. */
export type SendToGrc = (call: {
  readonly method: string;
  readonly path: string;
  readonly credential: 'desk' | 'clerk' | { readonly bearer: string } | 'none';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  readonly timeoutMs?: number;
}) => Promise<Response>;

/** The desk's keys, closed at start: by the keyring of this machine, or by a passphrase where there is none. */
export type KeyVault = {
  /** `open` when the keyring opened it by itself. */
  readonly state: () => 'open' | 'passphrase-needed' | 'passphrase-to-create';
  readonly open: (passphrase: string) => Promise<Result<undefined, PassphraseRefusal>>;
  /** 32 bytes that seal the desk's own record; only once open. */
  readonly deskRecordKey: () => Uint8Array;
};

/** The GRC that this process starts itself, in demo and embedded. */
export type GrcHost = {
  readonly start: () => void;
  /** One-time code for its own desk, once it is up; undefined when it ended before. */
  readonly enrolmentCode: () => Promise<string | undefined>;
  /** Told each time it tried to start and had no town to serve; it tries again by itself. */
  readonly onTrouble: (listener: (trouble: GrcTrouble) => void) => void;
};

export type Clock = { readonly now: () => number };
