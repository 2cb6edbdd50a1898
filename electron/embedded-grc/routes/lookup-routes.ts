import { citizenSearchSchema, requestSearchSchema } from '#shared/contracts/grc-api/lookup.ts';
import { MAX_CHUNK_BYTES } from '#shared/contracts/grc-api/uploads.ts';
import { MAX_ATTACHMENT_BYTES, mediaTypeSchema } from '#shared/domain/document/attachment.ts';
import { openFirst } from '#shared/domain/service-request/request-life.ts';
import { recordRead } from '../audit-trail.ts';
import { retentionNow } from '../citizens/retention.ts';
import { searchCitizens } from '../citizens/search-citizens.ts';
import { MAX_CHANGES, readChanges, readLimit, readTopics } from '../change-log.ts';
import { nowIso } from '../context.ts';
import { answerOf } from '../requests/creation-answer.ts';
import { requestsByNumber, requestsOf } from '../requests/find-requests.ts';
import { notFound } from '../problem.ts';
import { param, readBody } from '../read-body.ts';
import type { Handlers } from './handlers.ts';

export const lookupHandlers: Handlers = {
  'GET /healthz': (_grc, call) => call.json({ status: 'ok' }),

  'GET /capabilities': async (grc, call) => {
    const { number_delay_ms: delay } = await grc.db.selectFrom('town').select('number_delay_ms').executeTakeFirstOrThrow();
    return call.json({
      name: 'Plainpied GRC',
      version: '0.1.0',
      api: 'v1',
      serverTime: nowIso(grc),
      limits: { attachmentBytes: MAX_ATTACHMENT_BYTES, chunkBytes: MAX_CHUNK_BYTES, mediaTypes: mediaTypeSchema.options, changesPage: MAX_CHANGES },
      flags: { demo: grc.demo, amendments: true, pendingCreations: delay > 0, events: false, uploadsEncrypted: grc.uploads.encrypted },
    });
  },

  'GET /changes': async (grc, call) =>
    call.json(
      await readChanges(grc, {
        cursor: call.req.query('cursor'),
        topics: readTopics(call.req.query('topics')),
        limit: readLimit(call.req.query('limit')),
      }),
    ),

  'GET /citizens/{id}': async (grc, call) => {
    const row = await grc.db.selectFrom('citizens').selectAll().where('id', '=', param(call, 'id')).executeTakeFirst();
    if (row === undefined) throw notFound();
    await recordRead(grc, call, 'citizen-read', row.id);
    const retention = await retentionNow(grc);
    return call.json({ ...row.body, rev: row.rev, retention: retention(row.retention) }, 200, { etag: `"${row.rev}"` });
  },

  'POST /citizens/search': async (grc, call) => {
    const { text, limit } = await readBody(call, citizenSearchSchema);
    await recordRead(grc, call, 'citizens-searched', null);
    const retention = await retentionNow(grc);
    const { items, more } = await searchCitizens(grc.db, text, limit);
    return call.json({ items: items.map(({ citizen, matches }) => ({ citizen: { ...citizen, retention: retention(citizen.retention) }, matches })), more });
  },

  'GET /requests/{uid}': async (grc, call) => {
    const row = await grc.db.selectFrom('requests').selectAll().where('id', '=', param(call, 'uid')).executeTakeFirst();
    if (row === undefined) throw notFound();
    await recordRead(grc, call, 'request-read', row.id);
    return call.json(row.body, 200, { etag: `"${row.rev}"` });
  },

  'GET /pending-creations/{uid}': async (grc, call) => {
    const row = await grc.db.selectFrom('requests').select('body').where('id', '=', param(call, 'uid')).executeTakeFirst();
    if (row === undefined) throw notFound();
    const answer = answerOf(row.body);
    const pending = answer.numberToCome === true;
    return call.json({ state: pending ? 'pending' : 'done', answer }, 200, { 'cache-control': 'no-store', ...(pending && { 'retry-after': '5' }) });
  },

  'POST /requests/search': async (grc, call) => {
    const { number, citizenId, status, limit } = await readBody(call, requestSearchSchema);
    await recordRead(grc, call, 'requests-searched', citizenId ?? null);
    let found = citizenId === undefined ? await requestsByNumber(grc.db, number ?? '') : await requestsOf(grc.db, citizenId);
    if (status !== undefined) found = found.filter((request) => status.includes(request.status));
    const sorted = openFirst(found);
    return call.json({ items: sorted.slice(0, limit), more: sorted.length > limit });
  },
};
