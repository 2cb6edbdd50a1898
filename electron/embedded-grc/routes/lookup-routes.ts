import { sql } from 'kysely';
import type { CitizenRecord } from '#shared/contracts/grc-api/wire.ts';
import { citizenSearchSchema, requestSearchSchema, type CitizenMatch, type MatchReason } from '#shared/contracts/grc-api/lookup.ts';
import { MAX_CHUNK_BYTES } from '#shared/contracts/grc-api/uploads.ts';
import { MAX_ATTACHMENT_BYTES, mediaTypeSchema } from '#shared/domain/document/attachment.ts';
import { documentsHeld, openFirst } from '#shared/domain/service-request/request-life.ts';
import { peopleIn, recordRead } from '../audit-trail.ts';
import { MAX_CHANGES, readChanges, readLimit, readTopics } from '../change-log.ts';
import { nowIso, type Grc, type GrcCall } from '../context.ts';
import { foldName } from '../fold-name.ts';
import { notFound } from '../problem.ts';
import { param, readBody } from '../read-body.ts';
import { canonicalHash } from '../secrets.ts';
import type { Handlers } from './handlers.ts';

export const lookupHandlers: Handlers = {
  'GET /capabilities': (grc, call) =>
    call.json({
      name: 'Plainpied GRC',
      version: '0.1.0',
      api: 'v1',
      serverTime: nowIso(grc),
      limits: { attachmentBytes: MAX_ATTACHMENT_BYTES, chunkBytes: MAX_CHUNK_BYTES, mediaTypes: mediaTypeSchema.options, changesPage: MAX_CHANGES },
      flags: { demo: grc.demo, amendments: true, pendingCreations: false, events: false, uploadsEncrypted: grc.uploads.encrypted },
    }),

  'GET /changes': async (grc, call) =>
    call.json(
      await readChanges(grc, {
        cursor: call.req.query('cursor'),
        topics: readTopics(call.req.query('topics')),
        limit: readLimit(call.req.query('limit')),
      }),
    ),

  'GET /procedures': async (grc, call) => {
    const rows = await grc.db.selectFrom('procedures').select('body').where('withdrawn', '=', false).orderBy('code').orderBy('version', 'desc').execute();
    const latest = new Map(rows.map(({ body }) => [body.code, body] as const).reverse());
    const channel = call.req.query('channel');
    const procedures = [...latest.values()].filter((each) => channel === undefined || (each.channels as readonly string[]).includes(channel)).reverse();
    return withEtag(call, { procedures });
  },

  'GET /procedures/{code}/versions/{n}': async (grc, call) => {
    const row = await grc.db.selectFrom('procedures').select('body').where('code', '=', param(call, 'code')).where('version', '=', Number(param(call, 'n'))).executeTakeFirst();
    if (row === undefined) throw notFound();
    return call.json(row.body, 200, { 'cache-control': 'private, max-age=31536000, immutable' });
  },

  'GET /reference/{name}': async (grc, call) => {
    if (param(call, 'name') !== 'departments') throw notFound();
    const rows = await grc.db.selectFrom('departments').select('body').orderBy('code').execute();
    return withEtag(call, { items: rows.map(({ body }) => body) });
  },

  'GET /citizens/{id}': async (grc, call) => {
    const row = await grc.db.selectFrom('citizens').selectAll().where('id', '=', param(call, 'id')).executeTakeFirst();
    if (row === undefined) throw notFound();
    await recordRead(grc, call, 'citizen-read', row.id);
    return call.json({ ...row.body, rev: row.rev, retention: row.retention }, 200, { etag: `"${row.rev}"` });
  },

  'GET /citizens/{id}/documents': async (grc, call) => {
    const id = param(call, 'id');
    const rows = await requestsOf(grc, id);
    await recordRead(grc, call, 'documents-read', id);
    return call.json({ documents: documentsHeld(rows) });
  },

  'POST /citizens/search': async (grc, call) => {
    const { text, limit } = await readBody(call, citizenSearchSchema);
    const found = await searchCitizens(grc, text, limit);
    await recordRead(grc, call, 'citizens-searched', found.items.map(({ citizen }) => citizen.id));
    return call.json(found);
  },

  'GET /requests/{uid}': async (grc, call) => {
    const row = await grc.db.selectFrom('requests').selectAll().where('id', '=', param(call, 'uid')).executeTakeFirst();
    if (row === undefined) throw notFound();
    await recordRead(grc, call, 'request-read', peopleIn([row.body]));
    return call.json(row.body, 200, { etag: `"${row.rev}"` });
  },

  'POST /requests/search': async (grc, call) => {
    const { number, citizenId, status, limit } = await readBody(call, requestSearchSchema);
    let found = citizenId === undefined ? await requestsByNumber(grc, number ?? '') : await requestsOf(grc, citizenId);
    if (status !== undefined) found = found.filter((request) => status.includes(request.status));
    const sorted = openFirst(found);
    const items = sorted.slice(0, limit);
    await recordRead(grc, call, 'requests-searched', [...(citizenId === undefined ? [] : [citizenId]), ...peopleIn(items)]);
    return call.json({ items, more: sorted.length > limit });
  },
};

function withEtag(call: GrcCall, body: Record<string, unknown>): Response {
  const etag = `"${canonicalHash(body).slice(0, 32)}"`;
  if (call.req.header('if-none-match') === etag) return new Response(null, { status: 304, headers: { etag } });
  return call.json(body, 200, { etag });
}

async function requestsOf(grc: Grc, citizenId: string) {
  const rows = await grc.db
    .selectFrom('request_parties')
    .innerJoin('requests', 'requests.id', 'request_parties.request_id')
    .select('requests.body')
    .where('request_parties.citizen_id', '=', citizenId)
    .execute();
  return rows.map(({ body }) => body);
}

async function requestsByNumber(grc: Grc, number: string) {
  const digits = number.replace(/\D/g, '');
  const rows = await grc.db
    .selectFrom('requests')
    .select('body')
    .where((where) => where.or([where('grc_number', '=', number.toUpperCase()), where('desk_digits', '=', digits)]))
    .limit(20)
    .execute();
  return rows.map(({ body }) => body);
}

/** Every typed part must match something; each match says what. Similar names only when nothing matched plainly. */
async function searchCitizens(grc: Grc, text: string, limit: number): Promise<{ items: readonly CitizenMatch[]; more: boolean }> {
  const parts = text.split(/\s+/).filter((part) => part !== '').slice(0, 6);
  for (const similar of [false, true]) {
    const rows = await grc.db
      .selectFrom('citizens')
      .selectAll()
      .where((where) => where.and(parts.map((part) => sql<boolean>`(${partMatches(part, similar)})`)))
      .orderBy('search_name')
      .limit(limit + 1)
      .execute();
    if (rows.length === 0) continue;
    const items = rows.slice(0, limit).map((row) => {
      const citizen: CitizenRecord = { ...row.body, rev: row.rev, retention: row.retention };
      return { citizen, matches: parts.map((part) => ({ part, reason: reasonOf(part, row) })) };
    });
    return { items, more: rows.length > limit };
  }
  return { items: [], more: false };
}

function partMatches(part: string, similar: boolean) {
  const name = foldName(part);
  const digits = part.replace(/\D/g, '').replace(/^0/, '');
  const escaped = (value: string): string => value.replace(/[\\%_]/g, (char) => `\\${char}`);
  if (part.includes('@')) return sql`emails like ${`%${escaped(part.toLowerCase())}%`}`;
  if (/^\d{4}$/.test(part)) return sql`birth_date like ${`${part}%`}`;
  if (digits.length >= 6) return sql`phones like ${`%${digits}%`} or birth_date = ${part.split(/[./-]/).reverse().join('-')}`;
  if (name === '') return sql`false`;
  const plain = sql`search_name like ${`% ${escaped(name)}%`}`;
  return similar ? sql`${plain} or word_similarity(${name}, search_name) > 0.5` : plain;
}

function reasonOf(part: string, row: { readonly body: { readonly birthName: string; readonly usedName?: string | undefined; readonly firstNames: string }; readonly birth_date: string; readonly phones: string }): MatchReason {
  if (part.includes('@')) return 'email';
  const begins = (text: string | undefined): boolean => ` ${foldName(text ?? '')}`.includes(` ${foldName(part)}`);
  if (/\d/.test(part)) return row.phones.includes(part.replace(/\D/g, '').replace(/^0/, '')) ? 'phone' : 'birth-date';
  if (begins(row.body.birthName)) return 'birth-name';
  if (begins(row.body.usedName)) return 'used-name';
  return begins(row.body.firstNames) ? 'first-name' : 'similar-name';
}
