import type { GrcProblem } from '#shared/contracts/grc-api/wire.ts';

type ProblemInit = {
  readonly status: number;
  readonly code: string;
  /** A sentence for the clerk. */
  readonly messageFr: string;
  readonly retryable?: boolean;
  readonly fieldPath?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Members beside the standard ones, e.g. the current version. */
  readonly more?: Readonly<Record<string, unknown>>;
};

/**
 * A refusal that leaves the server. Thrown, unlike a domain's refusal, because it must also undo the
 * transaction that it interrupts.
 */
export class Problem extends Error {
  readonly init: ProblemInit;

  constructor(init: ProblemInit) {
    super(init.code);
    this.name = 'Problem';
    this.init = init;
  }
}

export function problemResponse({ status, code, messageFr, retryable = false, fieldPath, headers, more }: ProblemInit): Response {
  const body: GrcProblem = {
    type: `urn:plainpied:problem:${code}`,
    title: code,
    status,
    code,
    messageFr,
    retryable,
    ...(fieldPath !== undefined ? { fieldPath } : {}),
  };
  return new Response(JSON.stringify({ ...more, ...body }), { status, headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers } });
}

export function notFound(): Problem {
  return new Problem({ status: 404, code: 'not-found', messageFr: 'La GRC ne connaît pas cet élément.' });
}

export function invalid(fieldPath: string, messageFr: string, code = 'invalid'): Problem {
  return new Problem({ status: 422, code, messageFr, fieldPath });
}

/** Its parent may be on its way from the same desk: come back. */
export function dependencyMissing(fieldPath: string, messageFr: string): Problem {
  return new Problem({ status: 424, code: 'dependency-missing', messageFr, fieldPath, retryable: true });
}
