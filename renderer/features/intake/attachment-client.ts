import { attachmentAnswerSchema, deskPaths } from '#shared/contracts/desk-api/desk-api.ts';
import { MAX_ATTACHMENT_BYTES, type Attachment, type AttachmentRefusal } from '#shared/domain/document/attachment.ts';
import { err, type Result } from '#shared/lib/result.ts';
import { newUuid } from '#renderer/platform/new-uuid.ts';

/** Hands a file to main, which inspects and encrypts it; resolves once it is safe on the disk. */
export async function addFile(file: File): Promise<Result<Attachment, AttachmentRefusal>> {
  if (file.size === 0) return err('empty');
  if (file.size > MAX_ATTACHMENT_BYTES) return err('too-large');
  // Bytes, never the File itself: a Blob body arrives empty on our scheme.
  const answer = await fetch(deskPaths.attachment(newUuid()), {
    method: 'PUT',
    headers: { 'content-type': declaredType(file), 'x-label': encodeURIComponent(file.name) },
    body: new Uint8Array(await file.arrayBuffer()),
  });
  const parsed = attachmentAnswerSchema.safeParse(await answer.json());
  return parsed.success ? parsed.data : err('damaged');
}

export async function removeFile(id: string): Promise<void> {
  await fetch(deskPaths.attachment(id), { method: 'DELETE' });
}

function declaredType(file: File): string {
  if (file.type !== '') return file.type;
  return /\.pdf$/i.test(file.name) ? 'application/pdf' : 'application/octet-stream';
}
