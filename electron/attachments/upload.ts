import { createHash } from 'node:crypto';
import { GATEWAY_HEADER } from '#shared/contracts/desk-api/gateway-answer.ts';
import { TUS_VERSION } from '#shared/contracts/grc-api/uploads.ts';
import { problemSchema } from '#shared/contracts/grc-api/wire.ts';
import type { UploadAnswer, UploadSubject } from '#shared/contracts/desk-api/desk-api.ts';
import type { Attachment } from '#shared/domain/document/attachment.ts';

/** How a piece leaves: never rejects for the network. `path` comes after `/v1`. */
export type SendUpload = (call: {
  readonly method: 'POST' | 'HEAD' | 'PATCH';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}) => Promise<Response>;

type Subject = UploadSubject & { readonly attachment: Attachment };
type Piece = (offset: number) => Promise<Uint8Array>;

/** Two files are on their way at once: a cut line has less than 1 MiB to carry again. */
const PIECE_BYTES = 512 * 1024;

/** A step goes on with the next piece until then: whoever asked for it waits for its answer. */
const STEP_MS = 5_000;

/**
 * One step of a resumable upload (tus 1.0): asks how far the server is, then sends pieces of at most 512 KiB for about
 * `stepMs`, each read while the one before travels. The upload's address is the attachment's id, so that nothing need be
 * remembered here, and a creation whose answer was lost is found again. `verified` only when the server, having compared
 * SHA-256, says it holds every byte.
 */
export async function uploadStep(send: SendUpload, { attachment, requestId, mailItemId, citizenId }: Subject, rest: Piece, stepMs = STEP_MS): Promise<UploadAnswer> {
  const started = performance.now();
  const piece: Piece = async (from) => (await rest(from)).subarray(0, PIECE_BYTES);
  const path = `/uploads/${attachment.id}`;
  const head = await send({ method: 'HEAD', path, headers: { 'tus-resumable': TUS_VERSION } });
  let offset = offsetOf(head);
  if (head.status === 404) {
    const created = await send({
      method: 'POST',
      path: '/uploads',
      headers: {
        'tus-resumable': TUS_VERSION,
        'upload-length': String(attachment.byteLength),
        'upload-metadata': metadata({
          attachmentId: attachment.id,
          ...(requestId !== undefined && { requestId }),
          ...(mailItemId !== undefined && { mailItemId }),
          ...(citizenId !== null && { citizenId }),
          sha256: attachment.sha256,
          mediaType: attachment.mediaType,
        }),
      },
    });
    if (created.status !== 201) return failed(created);
    // The person's very bytes may be there already: the offset then says the whole length.
    offset = offsetOf(created) ?? 0;
  } else if (!head.ok) return failed(head);
  if (offset === undefined) return { phase: 'retry-later', retryAfterMs: null };
  if (offset >= attachment.byteLength) return { phase: 'verified' };

  const begun = offset;
  for (let next = piece(offset); ; ) {
    const bytes = await next;
    const after: number = offset + bytes.length;
    const ahead = after < attachment.byteLength && performance.now() - started < stepMs ? piece(after) : undefined;
    // If this piece is lost, nobody asks for the one after it.
    ahead?.catch(() => undefined);
    const sent = await sendPiece(send, path, offset, bytes);
    // Another step got there first, or a piece was spoiled on its way: the next step asks again where the server is.
    if (sent.status === 409 || sent.status === 460) return { phase: 'sending', offset, length: attachment.byteLength };
    if (sent.status !== 204) {
      const failure = await failed(sent);
      // What got on says so; the next step finds out whether the line is there.
      return failure.phase !== 'needs-clerk' && offset > begun ? { phase: 'sending', offset, length: attachment.byteLength } : failure;
    }
    offset = offsetOf(sent) ?? offset;
    if (offset >= attachment.byteLength) return { phase: 'verified' };
    if (ahead === undefined || offset !== after) return { phase: 'sending', offset, length: attachment.byteLength };
    next = ahead;
  }
}

function sendPiece(send: SendUpload, path: string, offset: number, bytes: Uint8Array): Promise<Response> {
  return send({
    method: 'PATCH',
    path,
    headers: {
      'tus-resumable': TUS_VERSION,
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
      'upload-checksum': `sha256 ${createHash('sha256').update(bytes).digest('base64')}`,
    },
    body: bytes,
  });
}

function offsetOf(answer: Response): number | undefined {
  const header = answer.headers.get('upload-offset');
  return header !== null && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}

function metadata(members: Readonly<Record<string, string>>): string {
  return Object.entries(members).map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`).join(',');
}

/** Only a JSON problem of ours that is not retryable is a refusal; all else is weather. */
async function failed(answer: Response): Promise<Exclude<UploadAnswer, { phase: 'sending' | 'verified' }>> {
  if (answer.headers.has(GATEWAY_HEADER)) return { phase: 'line-broke' };
  const problem = problemSchema.safeParse(await answer.json().catch(() => undefined));
  if (answer.status !== 401 && problem.success && !problem.data.retryable) return { phase: 'needs-clerk', code: problem.data.code };
  const after = Number(answer.headers.get('retry-after') ?? Number.NaN);
  return { phase: 'retry-later', retryAfterMs: Number.isFinite(after) ? after * 1000 : null };
}
