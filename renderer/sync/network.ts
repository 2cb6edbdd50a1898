import { uploadAnswerSchema, type Acknowledgement, type UploadAnswer } from '#shared/contracts/desk-api/desk-api.ts';
import { GATEWAY_HEADER } from '#shared/contracts/desk-api/gateway-answer.ts';
import type { Topic } from '#shared/contracts/grc-api/wire.ts';
import { retryAfterMs } from '#shared/sync/back-off.ts';
import { grcCallOf } from '#shared/sync/grc-call.ts';
import type { SyncNetwork } from '#shared/sync/ports.ts';
import type { Outcome } from '#shared/sync/verdict.ts';

const LIMIT_MS = 45_000;
/** What screens read from the cache; the other topics of the GRC are for screens to come. */
const TOPICS: readonly Topic[] = ['citizens', 'requests', 'mail-items', 'procedures', 'departments'];

/** The GRC's events, as they come; undefined when it answers anything else. */
export async function openEvents(signal: AbortSignal): Promise<ReadableStream<Uint8Array> | undefined> {
  const answer = await fetch('/grc/events', { headers: { accept: 'text/event-stream' }, signal, cache: 'no-store' });
  const given = answer.ok && answer.headers.get('content-type')?.startsWith('text/event-stream') === true;
  return given ? (answer.body ?? undefined) : undefined;
}

/**
 * The engine's network: this origin only, where main forwards to the GRC and answers for the journal. `onServerTime` hears
 * the GRC's own time (milliseconds since 1970) with each of its answers.
 */
export function originNetwork(onServerTime: (serverMs: number) => void = () => undefined): SyncNetwork {
  const ask = (path: string, init: RequestInit): Promise<Outcome> => asked(path, init, onServerTime);
  return {
    send: (operation) => {
      const { method, path, headers, body } = grcCallOf(operation);
      return ask(`/grc${path}`, { method, headers, body: JSON.stringify(body) });
    },
    pull: (cursor, limit) => {
      const query = new URLSearchParams({ topics: TOPICS.join(','), limit: String(limit), ...(cursor !== null && { cursor }) });
      return ask(`/grc/changes?${query.toString()}`, {});
    },
    uploadStep: async ({ attachment, requestId, mailItemId, citizenId }): Promise<UploadAnswer | undefined> => {
      const answer = await ask(`/desk/uploads/${attachment.id}/step`, json({ requestId, mailItemId, citizenId }));
      const parsed = uploadAnswerSchema.safeParse(answer?.body);
      return parsed.success ? parsed.data : undefined;
    },
    acknowledge: async (acknowledgement: Acknowledgement) => (await ask('/desk/acknowledgements', json(acknowledgement)))?.status === 204,
  };
}

function json(body: unknown): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

async function asked(path: string, init: RequestInit, onServerTime: (serverMs: number) => void): Promise<Outcome> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), LIMIT_MS);
  try {
    const answer = await fetch(path, { ...init, signal: limit.signal, cache: 'no-store' });
    const text = await answer.text();
    const serverMs = Date.parse(answer.headers.get('date') ?? '');
    if (!answer.headers.has(GATEWAY_HEADER) && !Number.isNaN(serverMs)) onServerTime(serverMs);
    return {
      status: answer.status,
      gateway: answer.headers.get(GATEWAY_HEADER),
      retryAfterMs: retryAfterMs(answer.headers.get('retry-after'), Date.now()),
      body: parsedJson(text),
    };
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
