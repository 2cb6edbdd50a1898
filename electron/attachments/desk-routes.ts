import { uploadStepSchema } from '#shared/contracts/desk-api/desk-api.ts';
import { MAX_ATTACHMENT_BYTES } from '#shared/domain/document/attachment.ts';
import { deskProblem, type DeskRoute } from '#electron/ipc/desk-route.ts';
import type { AttachmentStore } from './attachment-store.ts';
import { uploadStep, type SendUpload } from './upload.ts';

const UUID = '([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})';

type Needs = { readonly store: AttachmentStore; readonly send: SendUpload; readonly isNamed: (attachmentId: string) => boolean };

/** Files in, previews out, and the pieces that main sends to the GRC when the worker says so. */
export function attachmentRoutes({ store, send, isNamed }: Needs): readonly DeskRoute[] {
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
        const attachment = await store.describe(id);
        if (attachment === undefined) return Response.json({ phase: 'needs-clerk', code: 'file-missing' });
        return Response.json(await uploadStep(send, { attachment, ...subject.data }, (offset) => store.piece(id, offset)));
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
