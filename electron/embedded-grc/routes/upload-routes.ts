import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { MAX_CHUNK_BYTES, TUS_VERSION, uploadLengthSchema, uploadMetadataSchema, type UploadMetadata } from '#shared/contracts/grc-api/uploads.ts';
import { uuidSchema } from '#shared/lib/uuid.ts';
import type { Grc, GrcCall, Trx } from '../context.ts';
import { notFound, Problem } from '../problem.ts';
import { checked, param } from '../read-body.ts';
import { checkAnnounced, markVerified } from '../uploads/upload-owner.ts';
import type { Handlers } from './handlers.ts';

/** tus 1.0 with creation and checksum; `Upload-Offset` is only ever what is safe on the disk. */
export const uploadHandlers: Handlers = {
  'POST /uploads': async (grc, call) => {
    checkUnlocked(grc);
    const length = checked(uploadLengthSchema, call.req.header('upload-length'));
    const upload = checked(uploadMetadataSchema, readMetadata(call.req.header('upload-metadata') ?? ''));
    const offset = await oneAtATime(grc, upload.attachmentId, async (trx) => {
      const known = await uploadOf(trx, upload.attachmentId);
      if (known === undefined) await create(trx, upload, length);
      else if (known.sha256 !== upload.sha256 || Number(known.length) !== length) {
        throw new Problem({ status: 409, code: 'already-exists-different', messageFr: 'La GRC tient déjà une autre pièce sous cet identifiant.', more: { knownHash: known.sha256, sentHash: upload.sha256 } });
      }
      return offsetOf(grc, trx, upload.attachmentId);
    });
    return tusAnswer(201, { location: `/v1/uploads/${upload.attachmentId}`, 'upload-offset': String(offset) });
  },

  'HEAD /uploads/{id}': async (grc, call) => {
    checkUnlocked(grc);
    const id = param(call, 'id');
    const found = await oneAtATime(grc, id, async (trx) => {
      const upload = await uploadOf(trx, id);
      return upload && { length: upload.length, offset: await offsetOf(grc, trx, id) };
    });
    if (found === undefined) return tusAnswer(404, {});
    return tusAnswer(200, { 'upload-offset': String(found.offset), 'upload-length': String(found.length), 'cache-control': 'no-store' });
  },

  'PATCH /uploads/{id}': async (grc, call) => {
    const id = checked(uuidSchema, param(call, 'id'));
    checkUnlocked(grc);
    const bytes = await bodyOf(call);
    const offset = Number(call.req.header('upload-offset') ?? Number.NaN);
    checkChecksum(call, bytes);
    const now = await oneAtATime(grc, id, async (trx) => {
      const upload = await uploadOf(trx, id);
      if (upload === undefined) throw notFound();
      if (upload.verified || offset !== (await grc.uploads.lengthOf(upload.file_id))) {
        throw new Problem({ status: 409, code: 'wrong-offset', messageFr: 'Cette pièce n’en est pas là.', retryable: true });
      }
      if (bytes.length > MAX_CHUNK_BYTES || offset + bytes.length > Number(upload.length)) {
        throw new Problem({ status: 413, code: 'piece-too-large', messageFr: 'Le morceau envoyé est trop grand.' });
      }
      await grc.uploads.append(upload.file_id, offset, bytes).catch(asStorageFull);
      const reached = await offsetOf(grc, trx, id);
      // Its bytes are forgotten already, and nothing else was written: no transaction is lost by the refusal.
      if (reached < offset + bytes.length) throw new Problem({ status: 409, code: 'hash-mismatch', messageFr: 'La pièce reçue diffère de celle du poste : elle est redemandée.', retryable: true });
      return reached;
    });
    return tusAnswer(204, { 'upload-offset': String(now) });
  },
};

function checkUnlocked(grc: Grc): void {
  if (!grc.uploads.locked()) return;
  throw new Problem({ status: 503, code: 'uploads-locked', messageFr: 'La GRC attend l’ouverture du poste.', retryable: true, headers: { 'retry-after': '5' } });
}

/** Two sendings of one upload at once, even to two servers, would write over each other: the second is told to come back. */
async function oneAtATime<Value>(grc: Grc, id: string, use: (trx: Trx) => Promise<Value>): Promise<Value> {
  return grc.db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(hashtextextended(${`upload ${id}`}, 0)) as mine`.execute(trx);
    if (rows[0]?.mine === true) return use(trx);
    throw new Problem({ status: 409, code: 'in-progress', messageFr: 'Cette pièce est déjà en cours d’envoi.', retryable: true, headers: { 'retry-after': '1' } });
  });
}

type Upload = { readonly id: string; readonly file_id: string; readonly sha256: string; readonly length: string | number; readonly verified: boolean };

async function uploadOf(trx: Trx, id: string): Promise<Upload | undefined> {
  return trx.selectFrom('uploads').select(['id', 'file_id', 'sha256', 'length', 'verified']).where('id', '=', id).executeTakeFirst();
}

async function create(trx: Trx, upload: UploadMetadata, length: number): Promise<void> {
  await checkAnnounced(trx, { ...upload, length });
  const same = await sameBytes(trx, upload, length);
  await trx
    .insertInto('uploads')
    .values({
      id: upload.attachmentId,
      request_id: upload.requestId ?? null,
      mail_item_id: upload.mailItemId ?? null,
      citizen_id: upload.citizenId ?? null,
      sha256: upload.sha256,
      media_type: upload.mediaType,
      length,
      file_id: same ?? upload.attachmentId,
      verified: false,
    })
    .execute();
  if (same !== undefined) await markVerified(trx, upload.attachmentId);
}

/** Only among one person's own files, or one request's: nobody can ask whether somebody else's document is here. */
async function sameBytes(trx: Trx, { citizenId, requestId, sha256 }: UploadMetadata, length: number): Promise<string | undefined> {
  const row = await trx
    .selectFrom('uploads')
    .select('file_id')
    .where((where) => where.or([where('citizen_id', '=', citizenId ?? ''), where('request_id', '=', requestId ?? '')]))
    .where('sha256', '=', sha256)
    .where('length', '=', length)
    .where('verified', '=', true)
    .executeTakeFirst();
  return row?.file_id;
}

/**
 * How far it is. Whole, it is verified first: `Upload-Length` as an offset says that every byte is here and is the
 * right one, also after a stop between the last piece and its check. 0 when the whole was not what was declared.
 */
async function offsetOf(grc: Grc, trx: Trx, id: string): Promise<number> {
  const upload = await uploadOf(trx, id);
  if (upload === undefined) return 0;
  const length = Number(upload.length);
  if (upload.verified) return length;
  const reached = await grc.uploads.lengthOf(upload.file_id);
  if (reached < length) return reached;
  if ((await grc.uploads.sha256(upload.file_id)) !== upload.sha256) {
    await grc.uploads.restart(upload.file_id);
    return 0;
  }
  await markVerified(trx, id);
  return length;
}

/** A cable cut in the middle of a piece is no bug: what was received of it is not kept. */
async function bodyOf(call: GrcCall): Promise<Uint8Array> {
  try {
    return new Uint8Array(await call.req.arrayBuffer());
  } catch {
    throw new Problem({ status: 400, code: 'piece-cut', messageFr: 'Le morceau n’est pas arrivé entier.', retryable: true });
  }
}

function asStorageFull(cause: unknown): never {
  if (typeof cause !== 'object' || cause === null || !('code' in cause) || (cause.code !== 'ENOSPC' && cause.code !== 'EDQUOT')) throw cause;
  throw new Problem({ status: 507, code: 'storage-full', messageFr: 'La GRC n’a plus de place pour les pièces : elles sont gardées sur le poste.', retryable: true, headers: { 'retry-after': '60' } });
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
