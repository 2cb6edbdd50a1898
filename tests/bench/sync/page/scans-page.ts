import { attachmentAnswerSchema, deskPaths } from '#shared/contracts/desk-api/desk-api.ts';
import type { Attachment } from '#shared/domain/document/attachment.ts';

const RANDOM_AT_ONCE = 65_536;

/** A scan that no compression shortens, handed to main as the screens do: encrypted and on the disk once this resolves. */
export async function addScan(id: string, byteLength: number): Promise<Attachment> {
  const bytes = new Uint8Array(byteLength);
  for (let at = 0; at < byteLength; at += RANDOM_AT_ONCE) crypto.getRandomValues(bytes.subarray(at, at + RANDOM_AT_ONCE));
  // What makes it a JPEG to who looks: its first bytes and its end mark.
  bytes.set([0xff, 0xd8, 0xff, 0xe0]);
  bytes.set([0xff, 0xd9], byteLength - 2);
  const answer = await fetch(deskPaths.attachment(id), { method: 'PUT', headers: { 'content-type': 'image/jpeg', 'x-label': 'Page' }, body: bytes });
  const added = attachmentAnswerSchema.parse(await answer.json());
  if (!added.ok) throw new Error(`scan refused: ${added.refusal}`);
  return added.value;
}
