import { citizenSearchSchema, requestSearchSchema } from '#shared/contracts/grc-api/lookup.ts';
import { topicSchema } from '#shared/contracts/grc-api/wire.ts';
import { MAX_CHUNK_BYTES } from '#shared/contracts/grc-api/uploads.ts';
import { MAX_ATTACHMENT_BYTES, mediaTypeSchema } from '#shared/domain/document/attachment.ts';
import { referenceNameSchema } from '#shared/domain/desk/reference.ts';
import { openFirst } from '#shared/domain/service-request/request-life.ts';
import { peopleIn, recordRead } from '../audit-trail.ts';
import { retentionNow } from '../citizens/retention.ts';
import { searchCitizens } from '../citizens/search-citizens.ts';
import { MAX_CHANGES, readChanges, readLimit, readTopics } from '../change-log.ts';
import { nowIso } from '../context.ts';
import { answerOf } from '../requests/creation-answer.ts';
import { requestsByNumber, requestsOf } from '../requests/find-requests.ts';
import { inScope } from '../guard/rights.ts';
import { notFound } from '../problem.ts';
import { param, readBody } from '../read-body.ts';
import type { Handlers } from './handlers.ts';

/** This GRC does all that the contract has; an adapter to another platform says what that one lacks. */
const ALL_DONE = {
  amendments: true, events: true, relations: true, mergeRequests: true, documentChecks: true, documentsHeld: true, acknowledgements: true,
  mailItems: true, batches: true, quickAnswers: true, deskDays: true, locks: true, audit: true,
};

export const lookupHandlers: Handlers = {
  'GET /capabilities': async (grc, call) => {
    const { number_delay_ms: delay } = await grc.db.selectFrom('town').select('number_delay_ms').executeTakeFirstOrThrow();
    return call.json({
      name: 'Plainpied GRC',
      version: '0.1.0',
      api: 'v1',
      serverTime: nowIso(grc),
      limits: { attachmentBytes: MAX_ATTACHMENT_BYTES, chunkBytes: MAX_CHUNK_BYTES, mediaTypes: mediaTypeSchema.options, changesPage: MAX_CHANGES },
      topics: topicSchema.options,
      reference: ['departments', ...referenceNameSchema.options],
      flags: { ...ALL_DONE, demo: grc.demo, pendingCreations: delay > 0, uploadsEncrypted: grc.uploads.encrypted },
    });
  },

  'GET /changes': async (grc, call) =>
    call.json(
      await readChanges(grc, {
        cursor: call.req.query('cursor'),
        topics: readTopics(call.req.query('topics')),
        limit: readLimit(call.req.query('limit')),
        scope: call.get('caller').scope,
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
    const retention = await retentionNow(grc);
    const { items, more } = await searchCitizens(grc.db, text, limit);
    await recordRead(grc, call, 'citizens-searched', items.map(({ citizen }) => citizen.id));
    return call.json({ items: items.map(({ citizen, matches }) => ({ citizen: { ...citizen, retention: retention(citizen.retention) }, matches })), more });
  },

  'GET /requests/{uid}': async (grc, call) => {
    const row = await grc.db.selectFrom('requests').selectAll().where('id', '=', param(call, 'uid')).executeTakeFirst();
    if (row === undefined || inScope(call, [row.body]).length === 0) throw notFound();
    await recordRead(grc, call, 'request-read', peopleIn([row.body]));
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
    let found = citizenId === undefined ? await requestsByNumber(grc.db, number ?? '') : await requestsOf(grc.db, citizenId);
    found = inScope(call, found);
    if (status !== undefined) found = found.filter((request) => status.includes(request.status));
    const sorted = openFirst(found);
    const items = sorted.slice(0, limit);
    await recordRead(grc, call, 'requests-searched', [...(citizenId === undefined ? [] : [citizenId]), ...peopleIn(items)]);
    return call.json({ items, more: sorted.length > limit });
  },
};
