import type { z } from 'zod';
import { uploadStepSchema, type UploadAnswer } from '#shared/contracts/desk-api/desk-api.ts';
import { MAX_ATTACHMENT_BYTES } from '#shared/domain/document/attachment.ts';
import { createLogger } from '#electron/diagnostics/log.ts';
import { deskProblem, type DeskRoute } from '#electron/ipc/desk-route.ts';
import type { AttachmentStore } from './attachment-store.ts';
import { uploadStep, type SendUpload } from './upload.ts';

const log = createLogger('attachments');
const UUID = '([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})';

type Needs = { readonly store: AttachmentStore; readonly send: SendUpload; readonly isNamed: (attachmentId: string) => boolean };

/** Files in, previews out, and the pieces that main sends to the GRC when the worker says so. */
export function attachmentRoutes({ store, send, isNamed }: Needs): readonly DeskRoute[] {
  /** A file that is gone or altered never becomes whole by waiting: a clerk has to give it again. A disk that fails is weather. */
  async function step(id: string, subject: z.infer<typeof uploadStepSchema>): Promise<UploadAnswer> {
    try {
      const attachment = await store.describe(id);
      if (attachment === undefined) return { phase: 'needs-clerk', code: 'file-missing' };
      return await uploadStep(send, { attachment, ...subject }, (offset) => store.piece(id, offset));
    } catch (cause) {
      if (cause instanceof Error && 'syscall' in cause && 'code' in cause && cause.code !== 'ENOENT') throw cause;
      log.error('file gone or altered', { id, cause });
      return { phase: 'needs-clerk', code: 'file-altered' };
    }
  }

  return [
    {
      method: 'PUT',
      pattern: new RegExp(`^/desk/attachments/${UUID}$`),
      handle: async (request, [, id = '']) => {
        if (Number(request.headers.get('content-length') ?? 0) > MAX_ATTACHMENT_BYTES) return Response.json({ ok: false, refusal: 'too-large' });
        const label = decoded(request.headers.get('x-label'));
        if (label === undefined) return deskProblem(400, 'bad-label');
        const declared = (request.headers.get('content-type') ?? '').split(';', 1)[0] ?? '';
        return Response.json(await store.add(id, new Uint8Array(await request.arrayBuffer()), declared, label.slice(0, 200)));
      },
    },
    {
      method: 'GET',
      pattern: new RegExp(`^/desk/attachments/${UUID}/content$`),
      handle: async (_request, [, id = '']) => {
        const preview = await store.preview(id);
        if (preview === undefined) return deskProblem(404, 'not-found');
        return new Response(new Uint8Array(preview.bytes), { headers: { 'content-type': preview.mediaType, 'cache-control': 'no-store' } });
      },
    },
    {
      method: 'DELETE',
      pattern: new RegExp(`^/desk/attachments/${UUID}$`),
      handle: async (_request, [, id = '']) => {
        if (isNamed(id)) return deskProblem(409, 'recorded');
        await store.remove(id);
        return new Response(null, { status: 204 });
      },
    },
    {
      method: 'POST',
      pattern: new RegExp(`^/desk/uploads/${UUID}/step$`),
      handle: async (request, [, id = '']) => {
        const subject = uploadStepSchema.safeParse(await request.json().catch(() => undefined));
        if (!subject.success) return deskProblem(400, 'bad-upload');
        return Response.json(await step(id, subject.data));
      },
    },
  ];
}

function decoded(header: string | null): string | undefined {
  try {
    return decodeURIComponent(header ?? '');
  } catch {
    return undefined;
  }
}
