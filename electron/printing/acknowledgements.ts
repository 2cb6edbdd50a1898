import type { z } from 'zod';
import { acknowledgementAnswerSchema, type deliveryWriteSchema } from '#shared/contracts/grc-api/papers.ts';
import type { AcknowledgementProblem, AcknowledgementView } from '#shared/contracts/ipc/printing.ts';
import type { Captured } from '#shared/domain/desk/captured.ts';
import { localDay } from '#shared/lib/dates.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';

export type AcknowledgementAnswer = z.infer<typeof acknowledgementAnswerSchema>;

export type AcknowledgementsNeed = {
  /** Through the gateway; never rejects. */
  readonly send: (call: { readonly method: string; readonly path: string; readonly credential: 'desk' | 'clerk'; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }) => Promise<Response>;
  readonly captured: () => Captured | undefined;
  readonly now: () => number;
};

export type Acknowledgements = {
  /** The text that the GRC issues for the demande as it stands; the GRC keeps it before it answers. */
  readonly read: (requestId: string) => Promise<Result<AcknowledgementAnswer, AcknowledgementProblem>>;
  /** Tells the GRC that the letter of this text was posted today; saying it twice is saying it once. */
  readonly posted: (delivery: { readonly id: string; readonly requestId: string; readonly sha256: string }) => Promise<Result<AcknowledgementAnswer, AcknowledgementProblem>>;
};

/** Acknowledgements come from the authority, and only from it (CRPA L.114-4): the desk prints what the GRC issues. */
export function createAcknowledgements({ send, captured, now }: AcknowledgementsNeed): Acknowledgements {
  async function read(requestId: string): ReturnType<Acknowledgements['read']> {
    const answer = await send({ method: 'GET', path: `/requests/${requestId}/acknowledgement`, credential: 'clerk' });
    if (!answer.ok) return err(problemOf(answer.status));
    const parsed = acknowledgementAnswerSchema.safeParse(await answer.json().catch(() => undefined));
    return parsed.success ? ok(parsed.data) : err('unreachable');
  }

  return {
    read,
    posted: async ({ id, requestId, sha256 }) => {
      const by = captured();
      if (by === undefined) return err('sign-in');
      const write: z.input<typeof deliveryWriteSchema> = { delivery: { id, means: 'posted', on: localDay(now(), by.zone), sha256 }, captured: by };
      const answer = await send({
        method: 'POST',
        path: `/requests/${requestId}/acknowledgement/deliveries`,
        credential: 'desk',
        headers: { 'content-type': 'application/json', 'idempotency-key': id },
        body: JSON.stringify(write),
      });
      if (!answer.ok && answer.status !== 409) return err(answer.status === 422 ? 'refused' : problemOf(answer.status));
      const known = await read(requestId);
      // Said a second time, a minute later, it differs by that minute: what counts is that the GRC holds it.
      if (!known.ok || known.value.deliveries.some(({ delivery }) => delivery.id === id && delivery.sha256 === sha256)) return known;
      return err('refused');
    },
  };
}

function problemOf(status: number): AcknowledgementProblem {
  if (status === 401) return 'sign-in';
  return status === 404 || status === 424 ? 'unknown-request' : 'unreachable';
}

export function viewOfAnswer({ acknowledgement, sha256, refusal, deliveries }: AcknowledgementAnswer): AcknowledgementView {
  return { sha256, refusal, addressLines: acknowledgement?.addressLines ?? [], silenceOn: acknowledgement?.silenceOn ?? null, deliveries: deliveries.map(({ delivery }) => delivery) };
}
