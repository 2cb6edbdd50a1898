import { sql } from 'kysely';
import { batchWriteSchema, mailItemWriteSchema, type BatchRecord } from '#shared/contracts/grc-api/mail.ts';
import { amendmentWriteSchema } from '#shared/contracts/grc-api/wire.ts';
import { batchGap, type Batch } from '#shared/domain/mail/batch.ts';
import { mailItemSchema, type MailItem, type SealedMailItem } from '#shared/domain/mail/mail-item.ts';
import { localDay } from '#shared/lib/dates.ts';
import { acceptWrite, checkVersion, sameOrRefused } from '../accept-write.ts';
import { amended, knownAmendment } from '../amend.ts';
import { nowIso, type Grc, type Trx } from '../context.ts';
import { keepSharedNumber } from '../desk-origin.ts';
import { dependencyMissing, invalid, Problem } from '../problem.ts';
import { checked, param } from '../read-body.ts';
import { refuseNir } from '../refuse-nir.ts';
import { digitsOf } from '../requests/store-request.ts';
import type { Handlers } from './handlers.ts';

const MAIL_FIELDS = ['kind', 'postmarkedOn', 'writtenOn', 'registeredNumber', 'sender', 'subject', 'departmentCode', 'copyTo', 'confidential', 'requestIds', 'note'];

export const mailHandlers: Handlers = {
  'PUT /mail-items/{uid}': (grc, call) =>
    acceptWrite(grc, call, {
      shape: mailItemWriteSchema,
      kind: 'create',
      effect: async (trx, sealed, bodyHash) => {
        const { id } = sealed;
        if (id !== param(call, 'uid')) throw invalid('id', 'L’identifiant du pli n’est pas celui de l’adresse.');
        const known = sameOrRefused(await trx.selectFrom('mail_items').selectAll().where('id', '=', id).executeTakeFirst(), bodyHash);
        if (known !== undefined) return { created: false, answer: answerOf(known.body) };
        refuseNir({ subject: sealed.subject, note: sealed.note });
        await checkLinks(trx, sealed);
        const item = received(sealed, nowIso(grc), await nextChrono(grc, trx));
        const row = { id, body: JSON.stringify(item), rev: 1, desk_digits: digitsOf(item), chrono: item.chrono ?? '', received_on: item.receivedOn, body_hash: bodyHash };
        const [stored] = await trx.insertInto('mail_items').values(row).onConflict((conflict) => conflict.column('desk_digits').doNothing()).returning('id').execute();
        if (stored === undefined) {
          await keepSharedNumber(trx, call.get('caller').deskId, row.desk_digits ?? '', id);
          await trx.insertInto('mail_items').values({ ...row, desk_digits: null }).execute();
        }
        await link(trx, item);
        return { created: true, answer: answerOf(item), changed: { topic: 'mail-items', id }, announced: { kind: 'mail-item-received', id, rev: 1 } };
      },
    }),

  'PUT /mail-items/{uid}/amendments/{opId}': (grc, call) =>
    acceptWrite(grc, call, {
      shape: amendmentWriteSchema,
      kind: 'amend',
      effect: async (trx, { amendment, captured }) => {
        const id = param(call, 'uid');
        const row = await trx.selectFrom('mail_items').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
        if (row === undefined) throw dependencyMissing('mailItemId', 'Le pli à rectifier n’est pas encore arrivé.');
        if (knownAmendment(row.body.amendments, amendment)) return { created: false, answer: answerOf(row.body) };
        checkVersion(call, row.rev, row.body);
        const item = checked(mailItemSchema, {
          ...amended(row.body, amendment.changes, MAIL_FIELDS),
          status: amendment.kind === 'void' || amendment.kind === 'withdrawal' ? 'void' : row.body.status,
          amendments: [...row.body.amendments, { ...amendment, at: captured?.at ?? nowIso(grc), by: captured?.clerk.name ?? '' }],
          rev: row.rev + 1,
        });
        refuseNir({ subject: item.subject, note: item.note });
        await checkLinks(trx, item);
        await trx.updateTable('mail_items').set({ body: JSON.stringify(item), rev: item.rev }).where('id', '=', id).execute();
        await trx.deleteFrom('mail_item_requests').where('mail_item_id', '=', id).execute();
        await link(trx, item);
        return { created: true, answer: answerOf(item), changed: { topic: 'mail-items', id }, announced: { kind: 'mail-item-amended', id, rev: item.rev } };
      },
    }),

  'PUT /batches/{uid}': (grc, call) =>
    acceptWrite(grc, call, {
      shape: batchWriteSchema,
      kind: 'create',
      effect: async (trx, batch, bodyHash) => {
        const { id, mailItemIds } = batch;
        if (id !== param(call, 'uid')) throw invalid('id', 'L’identifiant du lot n’est pas celui de l’adresse.');
        const answer = { id, rev: 1, grcNumber: null, acceptedAt: nowIso(grc) };
        const known = sameOrRefused(await trx.selectFrom('batches').selectAll().where('id', '=', id).executeTakeFirst(), bodyHash);
        if (known !== undefined) return { created: false, answer };
        await checkBatch(trx, batch);
        const record: BatchRecord = { ...batch, countOut: mailItemIds.length, acceptedAt: answer.acceptedAt, rev: 1 };
        await trx.insertInto('batches').values({ id, body: JSON.stringify(record), rev: 1, body_hash: bodyHash }).execute();
        if (mailItemIds.length > 0) await trx.insertInto('batch_items').values(mailItemIds.map((mail_item_id) => ({ mail_item_id, batch_id: id }))).execute();
        return { created: true, answer, changed: { topic: 'batches', id } };
      },
    }),
};

function answerOf({ id, rev, chrono, acceptedAt }: MailItem) {
  if (acceptedAt === null) throw new Error('a mail item that the GRC holds was accepted some day');
  return { id, rev, grcNumber: chrono, acceptedAt };
}

function received(sealed: SealedMailItem, acceptedAt: string, chrono: string): MailItem {
  return { ...sealed, status: 'received', chrono, acceptedAt, amendments: [], attachmentStates: sealed.attachments.map(({ id }) => ({ id, verified: false })), rev: 1 };
}

/** Taken last, since all other letters of the town wait for it; a transaction that fails gives it back, so there is no hole. */
async function nextChrono(grc: Grc, trx: Trx): Promise<string> {
  const { body: town } = await trx.selectFrom('town').select('body').executeTakeFirstOrThrow();
  const year = localDay(grc.clock(), town.zone).slice(0, 4);
  const { rows } = await sql<{ last: string }>`insert into counters (name, year, last) values ('mail', ${year}, 1)
    on conflict (name, year) do update set last = counters.last + 1 returning last::text as last`.execute(trx);
  return `C-${year}-${(rows[0]?.last ?? '').padStart(6, '0')}`;
}

async function checkLinks(trx: Trx, { sender, requestIds }: SealedMailItem): Promise<void> {
  const requests = requestIds.length === 0 ? [] : await trx.selectFrom('requests').select('id').where('id', 'in', requestIds).execute();
  if (requests.length < new Set(requestIds).size) throw dependencyMissing('requestIds', 'Une demande de ce pli n’est pas encore arrivée.');
  if (sender.kind !== 'citizen') return;
  const citizen = await trx.selectFrom('citizens').select('id').where('id', '=', sender.citizenId).executeTakeFirst();
  if (citizen === undefined) throw dependencyMissing('sender.citizenId', 'L’expéditeur de ce pli n’est pas encore arrivé.');
}

async function link(trx: Trx, { id, requestIds }: MailItem): Promise<void> {
  if (requestIds.length === 0) return;
  await trx.insertInto('mail_item_requests').values([...new Set(requestIds)].map((request_id) => ({ mail_item_id: id, request_id }))).execute();
}

async function checkBatch(trx: Trx, batch: Batch): Promise<void> {
  const { mailItemIds } = batch;
  if (new Set(mailItemIds).size < mailItemIds.length) throw invalid('mailItemIds', 'Un pli est compté deux fois.');
  if (batchGap(batch) !== 0 && batch.gapReason === undefined) {
    throw invalid('gapReason', `Le lot compte ${batch.countIn} plis à l’entrée et ${batch.countIn - batchGap(batch)} à la sortie : dites pourquoi.`, 'batch-gap-unexplained');
  }
  if (mailItemIds.length === 0) return;
  const items = await trx.selectFrom('mail_items').leftJoin('batch_items', 'batch_items.mail_item_id', 'mail_items.id').select('batch_id').where('id', 'in', mailItemIds).execute();
  if (items.length < mailItemIds.length) throw dependencyMissing('mailItemIds', 'Un pli de ce lot n’est pas encore arrivé.');
  if (items.some(({ batch_id }) => batch_id !== null)) throw new Problem({ status: 409, code: 'in-other-batch', messageFr: 'Un pli de ce lot est déjà compté dans un autre.', fieldPath: 'mailItemIds' });
}
