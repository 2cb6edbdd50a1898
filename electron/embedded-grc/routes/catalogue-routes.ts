import { channelSchema } from '#shared/domain/procedure/procedure.ts';
import { referenceNameSchema } from '#shared/domain/desk/reference.ts';
import { withEtag } from '../etag.ts';
import { invalid, notFound } from '../problem.ts';
import { param } from '../read-body.ts';
import type { Handlers } from './handlers.ts';

export const catalogueHandlers: Handlers = {
  'GET /procedures': async (grc, call) => {
    const asked = call.req.query('channel');
    const channel = channelSchema.safeParse(asked).data;
    if (asked !== undefined && channel === undefined) throw invalid('channel', 'Ce canal n’existe pas.');
    const rows = await grc.db.selectFrom('procedures').select('body').where('withdrawn', '=', false).orderBy('code').execute();
    const procedures = rows.map(({ body }) => body).filter(({ channels }) => channel === undefined || channels.includes(channel));
    return withEtag(call, { procedures });
  },

  'GET /procedures/{code}/versions/{n}': async (grc, call) => {
    const n = param(call, 'n');
    if (!/^[1-9]\d{0,8}$/.test(n)) throw notFound();
    const row = await grc.db.selectFrom('procedures').select('body').where('code', '=', param(call, 'code')).where('version', '=', Number(n)).executeTakeFirst();
    if (row === undefined) throw notFound();
    return call.json(row.body, 200, { 'cache-control': 'private, max-age=31536000, immutable' });
  },

  'GET /reference/{name}': async (grc, call) => {
    const name = param(call, 'name');
    if (name === 'departments') {
      const rows = await grc.db.selectFrom('departments').select('body').where('withdrawn', '=', false).orderBy('code').execute();
      return withEtag(call, { items: rows.map(({ body }) => body) });
    }
    const row = await grc.db.selectFrom('reference').selectAll().where('name', '=', name).executeTakeFirst();
    if (row !== undefined) return withEtag(call, { items: row.items }, row.etag);
    // A storage older than the list: the town has published none.
    if (referenceNameSchema.safeParse(name).success) return withEtag(call, { items: [] });
    throw notFound();
  },
};
