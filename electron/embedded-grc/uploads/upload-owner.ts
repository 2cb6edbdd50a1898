import { mailItemSchema } from '#shared/domain/mail/mail-item.ts';
import { serviceRequestSchema } from '#shared/domain/service-request/service-request.ts';
import type { UploadMetadata } from '#shared/contracts/grc-api/uploads.ts';
import { markChanged } from '../change-log.ts';
import type { Trx } from '../context.ts';
import { dependencyMissing, invalid, Problem } from '../problem.ts';

type Declared = Pick<UploadMetadata, 'attachmentId' | 'requestId' | 'mailItemId' | 'citizenId' | 'sha256'> & { readonly length: number };

/**
 * The upload is one that its request or mail item announced, of a person it names: nobody can put a file beside a
 * record, nor ask by a hash whether somebody else's document is here.
 */
export async function checkAnnounced(trx: Trx, { attachmentId, requestId, mailItemId, citizenId, sha256, length }: Declared): Promise<void> {
  const owner = await ownerOf(trx, requestId, mailItemId);
  const announced = owner?.attachments.find(({ id }) => id === attachmentId);
  if (owner === undefined || announced === undefined) throw dependencyMissing('attachmentId', 'La demande ou le pli de cette pièce n’est pas encore arrivé.');
  if (announced.sha256 !== sha256 || announced.byteLength !== length) {
    throw new Problem({ status: 409, code: 'already-exists-different', messageFr: 'La pièce annoncée était une autre.', more: { knownHash: announced.sha256, sentHash: sha256 } });
  }
  if (citizenId !== undefined && !owner.people.includes(citizenId)) throw invalid('citizenId', 'Cette personne n’est pas nommée par la demande ou le pli.');
}

type Owner = { readonly attachments: readonly { readonly id: string; readonly sha256: string; readonly byteLength: number }[]; readonly people: readonly string[] };

async function ownerOf(trx: Trx, requestId: string | undefined, mailItemId: string | undefined): Promise<Owner | undefined> {
  if (requestId !== undefined) {
    const row = await trx.selectFrom('requests').select('body').where('id', '=', requestId).executeTakeFirst();
    const people = await trx.selectFrom('request_parties').select('citizen_id').where('request_id', '=', requestId).execute();
    return row && { attachments: row.body.attachments, people: people.map(({ citizen_id }) => citizen_id) };
  }
  const row = await trx.selectFrom('mail_items').select('body').where('id', '=', mailItemId ?? '').executeTakeFirst();
  return row && { attachments: row.body.attachments, people: row.body.sender.kind === 'citizen' ? [row.body.sender.citizenId] : [] };
}

/** Says on the request or mail item that the GRC holds every byte of the file. */
export async function markVerified(trx: Trx, id: string): Promise<void> {
  const { request_id, mail_item_id } = await trx.updateTable('uploads').set({ verified: true }).where('id', '=', id).returning(['request_id', 'mail_item_id']).executeTakeFirstOrThrow();
  const verified = <Body extends { readonly attachmentStates: readonly { readonly id: string; readonly verified: boolean }[]; readonly rev: number }>(body: Body) => ({
    ...body,
    attachmentStates: body.attachmentStates.map((state) => (state.id === id ? { id, verified: true } : state)),
    rev: body.rev + 1,
  });
  if (request_id !== null) {
    const row = await trx.selectFrom('requests').select('body').where('id', '=', request_id).forUpdate().executeTakeFirstOrThrow();
    const request = serviceRequestSchema.parse(verified(row.body));
    await trx.updateTable('requests').set({ body: JSON.stringify(request), rev: request.rev }).where('id', '=', request_id).execute();
    await markChanged(trx, 'requests', request_id);
  } else if (mail_item_id !== null) {
    const row = await trx.selectFrom('mail_items').select('body').where('id', '=', mail_item_id).forUpdate().executeTakeFirstOrThrow();
    const item = mailItemSchema.parse(verified(row.body));
    await trx.updateTable('mail_items').set({ body: JSON.stringify(item), rev: item.rev }).where('id', '=', mail_item_id).execute();
    await markChanged(trx, 'mail-items', mail_item_id);
  }
}
