import { createHash } from 'node:crypto';
import { MAX_CHUNK_BYTES, TUS_VERSION, uploadLengthSchema, uploadMetadataSchema } from '#shared/contracts/grc-api/uploads.ts';
import { serviceRequestSchema } from '#shared/domain/service-request/service-request.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';
import { markChanged } from '../change-log.ts';
import type { Grc, GrcCall } from '../context.ts';
import { notFound, Problem } from '../problem.ts';
import { checked, param } from '../read-body.ts';
import type { Handlers } from './handlers.ts';

/** tus 1.0 with creation and checksum; `Upload-Offset` is only ever what is safe on the disk. */
export const uploadHandlers: Handlers = {
  'POST /uploads': async (grc, call) => {
    checkUnlocked(grc);
    const length = checked(uploadLengthSchema, call.req.header('upload-length'));
    const upload = checked(uploadMetadataSchema, readMetadata(call.req.header('upload-metadata') ?? ''));
    const known = await uploadOf(grc, upload.attachmentId);
    if (known === undefined) {
      const request = await grc.db.selectFrom('requests').select('id').where('id', '=', upload.requestId).executeTakeFirst();
      if (request === undefined) {
        throw new Problem({ status: 424, code: 'dependency-missing', messageFr: 'La demande de cette pièce n’est pas encore arrivée.', retryable: true });
      }
      const same = await sameBytes(grc, upload.citizenId, upload.sha256, length);
      await grc.db
        .insertInto('uploads')
        .values({
          id: upload.attachmentId,
          request_id: upload.requestId,
          citizen_id: upload.citizenId ?? null,
          sha256: upload.sha256,
          media_type: upload.mediaType,
          length,
          file_id: same ?? upload.attachmentId,
          verified: false,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      if (same !== undefined) await verify(grc, upload.attachmentId);
    } else if (known.sha256 !== upload.sha256 || Number(known.length) !== length) {
      throw new Problem({ status: 409, code: 'already-exists-different', messageFr: 'La GRC tient déjà une autre pièce sous cet identifiant.' });
    }
    return tusAnswer(201, { location: `/v1/uploads/${upload.attachmentId}`, 'upload-offset': String(await offsetOf(grc, upload.attachmentId)) });
  },

  'HEAD /uploads/{id}': async (grc, call) => {
    const upload = await uploadOf(grc, param(call, 'id'));
    if (upload === undefined) return tusAnswer(404, {});
    return tusAnswer(200, { 'upload-offset': String(await offsetOf(grc, upload.id)), 'upload-length': String(upload.length), 'cache-control': 'no-store' });
  },

  'PATCH /uploads/{id}': async (grc, call) => {
    const id = checked(uuidSchema, param(call, 'id'));
    checkUnlocked(grc);
    const upload = await uploadOf(grc, id);
    if (upload === undefined) throw notFound();
    const bytes = new Uint8Array(await call.req.arrayBuffer());
    const offset = Number(call.req.header('upload-offset') ?? Number.NaN);
    if (upload.verified || offset !== (await offsetOf(grc, id))) {
      throw new Problem({ status: 409, code: 'wrong-offset', messageFr: 'Cette pièce n’en est pas là.', retryable: true });
    }
    if (bytes.length > MAX_CHUNK_BYTES || offset + bytes.length > Number(upload.length)) {
      throw new Problem({ status: 413, code: 'piece-too-large', messageFr: 'Le morceau envoyé est trop grand.' });
    }
    checkChecksum(call, bytes);
    await grc.uploads.append(upload.file_id, offset, bytes);
    const now = offset + bytes.length;
    if (now === Number(upload.length)) await finish(grc, upload);
    return tusAnswer(204, { 'upload-offset': String(now) });
  },
};

function checkUnlocked(grc: Grc): void {
  if (!grc.uploads.locked()) return;
  throw new Problem({ status: 503, code: 'uploads-locked', messageFr: 'La GRC attend l’ouverture du poste.', retryable: true, headers: { 'retry-after': '5' } });
}

type Upload = { readonly id: string; readonly file_id: string; readonly sha256: string; readonly length: string | number; readonly verified: boolean };

async function uploadOf(grc: Grc, id: string): Promise<Upload | undefined> {
  return grc.db.selectFrom('uploads').select(['id', 'file_id', 'sha256', 'length', 'verified']).where('id', '=', id).executeTakeFirst();
}

async function offsetOf(grc: Grc, id: string): Promise<number> {
  const upload = await uploadOf(grc, id);
  if (upload === undefined) return 0;
  return upload.verified ? Number(upload.length) : grc.uploads.lengthOf(upload.file_id);
}

/** Only among one person's own files: nobody can ask whether somebody else's document is here. */
async function sameBytes(grc: Grc, citizenId: string | undefined, sha256: string, length: number): Promise<string | undefined> {
  if (citizenId === undefined) return undefined;
  const row = await grc.db
    .selectFrom('uploads')
    .select('file_id')
    .where('citizen_id', '=', citizenId)
    .where('sha256', '=', sha256)
    .where('length', '=', length)
    .where('verified', '=', true)
    .executeTakeFirst();
  return row?.file_id;
}

async function finish(grc: Grc, upload: Upload): Promise<void> {
  if ((await grc.uploads.sha256(upload.file_id)) !== upload.sha256) {
    await grc.uploads.restart(upload.file_id);
    throw new Problem({ status: 409, code: 'hash-mismatch', messageFr: 'La pièce reçue diffère de celle du poste : elle est redemandée.', retryable: true });
  }
  await verify(grc, upload.id);
}

async function verify(grc: Grc, id: string): Promise<void> {
  await grc.db.transaction().execute(async (trx) => {
    const { request_id } = await trx.updateTable('uploads').set({ verified: true }).where('id', '=', id).returning('request_id').executeTakeFirstOrThrow();
    if (request_id === null) return;
    const row = await trx.selectFrom('requests').selectAll().where('id', '=', request_id).forUpdate().executeTakeFirstOrThrow();
    const request = serviceRequestSchema.parse({
      ...row.body,
      attachmentStates: row.body.attachmentStates.map((state) => (state.id === id ? { id, verified: true } : state)),
      rev: row.rev + 1,
    });
    await trx.updateTable('requests').set({ body: JSON.stringify(request), rev: request.rev }).where('id', '=', request_id).execute();
    await markChanged(trx, 'requests', request_id);
  });
}

function checkChecksum(call: GrcCall, bytes: Uint8Array): void {
  const declared = /^sha256 (\S+)$/.exec(call.req.header('upload-checksum') ?? '')?.[1];
  if (declared === undefined || declared === createHash('sha256').update(bytes).digest('base64')) return;
  throw new Problem({ status: 460, code: 'checksum-mismatch', messageFr: 'Le morceau a été altéré en route.', retryable: true });
}

function readMetadata(header: string): Record<string, string> {
  return Object.fromEntries(
    header.split(',').flatMap((member) => {
      const [name, value = ''] = member.trim().split(' ');
      return name === undefined || name === '' ? [] : [[name, Buffer.from(value, 'base64').toString('utf8')]];
    }),
  );
}

function tusAnswer(status: number, headers: Readonly<Record<string, string>>): Response {
  return new Response(null, { status, headers: { 'tus-resumable': TUS_VERSION, ...headers } });
}
