import { deskDayCloseSchema, deskDayWriteSchema, quickAnswerWriteSchema, type DeskDayCloseAnswer } from '#shared/contracts/grc-api/desk-life.ts';
import type { DayTotals, DeskDay, DeskDayClosing } from '#shared/domain/desk/desk-day.ts';
import { numberGaps } from '#shared/domain/desk/number-gaps.ts';
import { localDay } from '#shared/lib/dates.ts';
import { acceptWrite, sameOrRefused } from '../accept-write.ts';
import { nowIso, type Trx } from '../context.ts';
import { isOfOneOrigin } from '../desk-origin.ts';
import { dependencyMissing, invalid, Problem } from '../problem.ts';
import { param } from '../read-body.ts';
import { refuseNir } from '../refuse-nir.ts';
import type { Handlers } from './handlers.ts';

export const deskDayHandlers: Handlers = {
  'PUT /quick-answers/{uid}': (grc, call) =>
    acceptWrite(grc, call, {
      shape: quickAnswerWriteSchema,
      kind: 'create',
      effect: async (trx, given, bodyHash) => {
        const { id, captured } = given;
        if (id !== param(call, 'uid')) throw invalid('id', 'L’identifiant du renseignement n’est pas celui de l’adresse.');
        const answer = { id, rev: 1, grcNumber: null, acceptedAt: nowIso(grc) };
        const known = sameOrRefused(await trx.selectFrom('quick_answers').selectAll().where('id', '=', id).executeTakeFirst(), bodyHash);
        if (known !== undefined) return { created: false, answer };
        refuseNir({ note: given.note });
        const { body: town } = await trx.selectFrom('town').select('body').executeTakeFirstOrThrow();
        const day = localDay(Date.parse(captured.at), town.zone);
        await trx.insertInto('quick_answers').values({ id, desk_id: captured.deskId, day, body: JSON.stringify(given), body_hash: bodyHash }).execute();
        return { created: true, answer, changed: { topic: 'quick-answers', id } };
      },
    }),

  'PUT /desk-days/{uid}': (grc, call) =>
    acceptWrite(grc, call, {
      shape: deskDayWriteSchema,
      kind: 'create',
      effect: async (trx, { id, day, opened }, bodyHash) => {
        const { deskId } = call.get('caller');
        if (id !== param(call, 'uid')) throw invalid('id', 'L’identifiant de la journée n’est pas celui de l’adresse.');
        if (!(await isOfOneOrigin(trx, deskId, opened.deskId))) throw invalid('opened.deskId', 'Cette journée est celle d’un autre poste.');
        const known = sameOrRefused(await trx.selectFrom('desk_days').selectAll().where('id', '=', id).executeTakeFirst(), bodyHash);
        const answer = { id, rev: known?.rev ?? 1, grcNumber: null, acceptedAt: nowIso(grc) };
        if (known !== undefined) return { created: false, answer };
        const open = await trx.selectFrom('desk_days').select('id')
          .where('desk_id', '=', deskId).where('opened_by', '=', opened.deskId).where('day', '=', day).executeTakeFirst();
        if (open !== undefined) throw new Problem({ status: 409, code: 'day-already-open', messageFr: 'La journée de ce poste est déjà ouverte.', more: { knownId: open.id } });
        const record: DeskDay = { id, deskId, day, opened, closing: null, closedAt: null, received: null, gaps: [], rev: 1 };
        await trx.insertInto('desk_days').values({ id, desk_id: deskId, opened_by: opened.deskId, day, body: JSON.stringify(record), rev: 1, body_hash: bodyHash }).execute();
        return { created: true, answer, changed: { topic: 'desk-days', id } };
      },
    }),

  'POST /desk-days/{uid}/close': (grc, call) =>
    acceptWrite(grc, call, {
      shape: deskDayCloseSchema,
      kind: 'append',
      effect: async (trx, closing) => {
        const id = param(call, 'uid');
        const row = await trx.selectFrom('desk_days').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
        if (row === undefined) throw dependencyMissing('id', 'L’ouverture de cette journée n’est pas encore arrivée.');
        if (!(await isOfOneOrigin(trx, call.get('caller').deskId, row.desk_id))) throw new Problem({ status: 403, code: 'other-desk', messageFr: 'Cette journée est celle d’un autre poste.' });
        const { received, gaps } = await reconcile(trx, row.body, closing);
        const closedAt = nowIso(grc);
        const record: DeskDay = { ...row.body, closing, closedAt, received, gaps, rev: row.rev + 1 };
        await trx.updateTable('desk_days').set({ body: JSON.stringify(record), rev: record.rev }).where('id', '=', id).execute();
        const answer: DeskDayCloseAnswer = { id, rev: record.rev, grcNumber: null, acceptedAt: closedAt, received, gaps };
        return { created: true, answer, changed: { topic: 'desk-days', id } };
      },
    }),
};

/** What the GRC holds of the numbers of that day, and which of them nobody holds. */
async function reconcile(trx: Trx, { day, opened }: DeskDay, { numbers, voided }: DeskDayClosing): Promise<{ received: DayTotals; gaps: readonly string[] }> {
  const { count: quickAnswers } = await trx.selectFrom('quick_answers').select(({ fn }) => fn.countAll<string>().as('count')).where('desk_id', '=', opened.deskId).where('day', '=', day).executeTakeFirstOrThrow();
  if (numbers === null) return { received: { requests: 0, mailItems: 0, quickAnswers: Number(quickAnswers) }, gaps: [] };
  if (numbers.first.slice(3, 9) !== `${opened.site}-${opened.desk}`) throw invalid('numbers.first', 'Ces numéros sont ceux d’un autre poste.');
  const [from, to] = [`${bodyOf(numbers.first)}00`, `${bodyOf(numbers.last)}99`];
  const requests = await trx.selectFrom('requests').select('desk_digits').where('desk_digits', '>=', from).where('desk_digits', '<=', to).execute();
  const mailItems = await trx.selectFrom('mail_items').select('desk_digits').where('desk_digits', '>=', from).where('desk_digits', '<=', to).execute();
  const held = [...requests, ...mailItems].map(({ desk_digits: digits }) => (digits ?? '').replace(/^(\d{2})(\d{3})(\d{2})(\d{6})(\d{2})$/, '$1-$2-$3-$4-$5'));
  const gaps = numberGaps(numbers.first, numbers.last, new Set([...held, ...voided]));
  if (gaps === undefined) throw invalid('numbers.last', 'Ces deux numéros ne sont pas ceux d’une journée.');
  return { received: { requests: requests.length, mailItems: mailItems.length, quickAnswers: Number(quickAnswers) }, gaps };
}

/** The digits of a number without its key. */
function bodyOf(number: string): string {
  return number.replaceAll('-', '').slice(0, -2);
}
