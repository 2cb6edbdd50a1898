import { t } from '@lingui/core/macro';
import { attachmentAnswerSchema, deskPaths } from '#shared/contracts/desk-api/desk-api.ts';
import { MAX_ATTACHMENT_BYTES, type Attachment, type AttachmentRefusal } from '#shared/domain/document/attachment.ts';
import { err, type Result } from '#shared/lib/result.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
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

/** Why a file was not taken, and what to do. */
export function explainFileRefusal(name: string, refusal: AttachmentRefusal): string {
  switch (refusal) {
    case 'empty':
      return t`« ${name} » est vide : numérisez la pièce à nouveau.`;
    case 'too-large':
      return t`« ${name} » dépasse 50 Mo : numérisez en gris à 200 points, ou séparez les pages.`;
    case 'too-many-pages':
      return t`« ${name} » a plus de 300 pages : séparez-le en plusieurs documents.`;
    case 'unknown-type':
      return t`« ${name} » n’est ni un PDF ni une image (JPEG, PNG, TIFF).`;
    case 'disguised':
      return t`« ${name} » n’est pas ce que son nom annonce : il n’a pas été pris. Demandez un PDF ou une photo.`;
    case 'password-protected':
      return t`« ${name} » est protégé par un mot de passe : demandez une copie sans protection.`;
    case 'damaged':
      return t`« ${name} » est abîmé ou incomplet : numérisez la pièce à nouveau.`;
    case 'disk-full':
      return t`Le disque de ce poste est plein : prévenez votre informatique. La demande peut être enregistrée sans cette pièce.`;
    default:
      return unreachable(refusal);
  }
}
