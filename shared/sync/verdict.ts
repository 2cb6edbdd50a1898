import { problemSchema, writeAnswerSchema, type WriteAnswer } from '#shared/contracts/grc-api/wire.ts';
import type { OfflineReason } from './sync-state.ts';

/** What came back over the network, read whole. `gateway` is main's own header: it made the answer, the GRC did not. */
export type WireAnswer = {
  readonly status: number;
  readonly gateway: string | null;
  readonly retryAfterMs: number | null;
  /** Parsed JSON; undefined when the body is none. */
  readonly body: unknown;
};
/** `undefined`: no answer at all, or none in time. */
export type Outcome = WireAnswer | undefined;

export type Weather = {
  readonly kind: 'retry-later';
  readonly reason: OfflineReason;
  readonly retryAfterMs: number | null;
  /** `everything`: the way to the GRC is closed, so nothing else is tried; `this-write`: only this one waits. */
  readonly scope: 'everything' | 'this-write';
};
export type Verdict<Answer> =
  | { readonly kind: 'accepted'; readonly answer: Answer }
  /** `current`: of a stale write, the record as the GRC holds it. */
  | { readonly kind: 'needs-clerk'; readonly code: string; readonly messageFr: string | null; readonly current?: unknown }
  | Weather;
/** Of a write: null of a file, which has no row of its own. */
export type PushVerdict = Verdict<WriteAnswer | null>;

/**
 * Judges any outcome once, by status (decisions.md 20): 401 asks to enrol or to sign in again; a problem of ours that is not
 * retryable goes to a clerk; everything else is weather. A 2xx counts only when its body is what we asked for, so that
 * a captive portal accepts nothing in the GRC's name.
 */
export function judge<Answer>(outcome: Outcome, read: (body: unknown) => Answer | undefined): Verdict<Answer> {
  if (outcome === undefined) return everything('unreachable');
  const { status, gateway, body } = outcome;
  if (gateway !== null) return everything(gatewayReason(gateway), outcome.retryAfterMs);
  if (status >= 200 && status < 300) {
    const answer = read(body);
    return answer === undefined ? everything('proxy', outcome.retryAfterMs) : { kind: 'accepted', answer };
  }
  const problem = problemSchema.safeParse(body);
  // Somebody in between may say 401 too: only the GRC itself knows whether it knows this desk.
  if (status === 401) return everything(isNotEnrolled(body) ? 'not-enrolled' : problem.success ? 'unauthorised' : 'proxy', outcome.retryAfterMs);
  if (problem.success && !problem.data.retryable) {
    const { code, messageFr, current } = problem.data;
    return { kind: 'needs-clerk', code, messageFr, ...(current !== undefined && { current }) };
  }
  // The GRC itself answers, so the way is open: one write that makes it fail must not hold back the others.
  if (problem.success && status !== 503 && status !== 429) {
    return { kind: 'retry-later', reason: 'server-error', retryAfterMs: outcome.retryAfterMs, scope: 'this-write' };
  }
  return everything('server-error', outcome.retryAfterMs);
}

export function readWriteAnswer(body: unknown): WriteAnswer | undefined {
  const answer = writeAnswerSchema.safeParse(body);
  return answer.success ? answer.data : undefined;
}

function everything(reason: OfflineReason, retryAfterMs: number | null = null): Weather {
  return { kind: 'retry-later', reason, retryAfterMs, scope: 'everything' };
}

function gatewayReason(gateway: string): OfflineReason {
  return gateway === 'proxy' || gateway === 'certificate' ? gateway : 'unreachable';
}

/** Main answers this itself while the desk has no credential. */
function isNotEnrolled(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'code' in body && body.code === 'no-desk-credential';
}
