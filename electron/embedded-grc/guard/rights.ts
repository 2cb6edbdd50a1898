import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import type { GrcApiRoute } from '#shared/contracts/grc-api/routes.ts';
import { isInScope, mayServePeople, narrower, WHOLE_TOWN, type Matter, type Scope } from '#shared/domain/desk/rights.ts';
import type { Clerk } from '#shared/domain/desk/town.ts';
import type { GrcCall, Trx } from '../context.ts';
import { invalid, Problem } from '../problem.ts';
import type { Database } from '../storage/open-database.ts';

export type Rights = { readonly roles: Clerk['roles']; readonly scope: Scope };

/** A clerk looks people up in a role that serves them; what a clerk is oneself may be asked in any. */
export function checkRole(call: GrcCall, { path }: GrcApiRoute): void {
  const caller = call.get('caller');
  if (caller.kind === 'clerk' && path !== '/me' && !mayServePeople(caller.roles)) throw notAllowed('Votre rôle ne donne pas accès aux usagers ni aux demandes.');
}

/** Those that the caller may see; the others are as if they were not there. */
export function inScope<Record extends Matter>(call: GrcCall, records: readonly Record[]): readonly Record[] {
  const { scope } = call.get('caller');
  return records.filter((record) => isInScope(scope, record));
}

/** Who recorded what a desk hands in, and when; undefined where nobody did. */
export type Recorder = { readonly clerkId: string; readonly atMs: number };

/** As the body says, before anything of it is checked. */
export function recorderIn(body: unknown): Recorder | undefined {
  const read = recordedSchema.safeParse(body);
  return read.success ? { clerkId: read.data.captured.clerk.id, atMs: Date.parse(read.data.captured.at) } : undefined;
}
const recordedSchema = z.object({ captured: z.object({ clerk: z.object({ id: z.string() }), at: z.string() }) });

/**
 * Whether what a desk hands in was within the rights of the desk, and of the clerk on the day it was recorded (`recorder`; undefined
 * for a clerk unknown): rights that ended since do not undo a paper already given. Throws a refusal, which goes to a clerk's task
 * list.
 */
export async function checkRecorder(trx: Trx, call: GrcCall, body: unknown, recorder: Rights | undefined): Promise<void> {
  const { captured, ...sent } = body as { readonly captured?: object | null } & Partial<Matter>;
  const { scope } = call.get('caller');
  let rights = scope;
  if (captured !== undefined && captured !== null) {
    if (recorder === undefined) throw invalid('captured.clerk.id', 'La GRC ne connaît pas cet agent.', 'clerk-unknown');
    if (!mayServePeople(recorder.roles)) throw notAllowed('Le rôle de cet agent ne permet pas d’enregistrer.');
    rights = narrower(scope, recorder.scope);
  }
  if (rights.procedures === null && rights.departments === null) return;
  const matter = await matterOf(trx, call, sent);
  if (matter !== undefined && !isInScope(rights, matter)) throw notAllowed('Cette démarche n’est pas de celles que cet agent ou ce poste peut enregistrer.');
}

/** A request says it itself; what is added to a request belongs where the request does; people belong to everybody. */
async function matterOf(trx: Trx, call: GrcCall, { procedureCode, departmentCode }: Partial<Matter>): Promise<Matter | undefined> {
  if (procedureCode !== undefined && departmentCode !== undefined) return { procedureCode, departmentCode };
  const requestId = /^\/v1\/requests\/([^/]+)\//.exec(new URL(call.req.url).pathname)?.[1];
  if (requestId === undefined) return undefined;
  const row = await trx.selectFrom('requests').select('body').where('id', '=', requestId).executeTakeFirst();
  return row?.body;
}

/** As they were at a time; undefined for somebody unknown. Who never had any set has those of the roles, in the whole town. */
export async function rightsAt(db: Database | Trx, clerkId: string, atMs: number): Promise<Rights | undefined> {
  const { rows } = await sql<{ rights: Rights | null }>`select ${rightsOf({ clerkId, atMs })} as rights`.execute(db);
  return rows[0]?.rights ?? undefined;
}

/** The same as a value within a statement: null for somebody unknown. */
export function rightsOf({ clerkId, atMs }: Recorder): RawBuilder<Rights | null> {
  return sql`(select jsonb_build_object('roles', coalesce(g.roles, c.body -> 'roles'), 'scope', coalesce(g.scope, ${JSON.stringify(WHOLE_TOWN)}::jsonb))
    from clerks c left join clerk_rights g on g.clerk_id = c.id and g.since <= ${Number.isNaN(atMs) ? 0 : atMs}
    where c.id = ${clerkId} order by g.since desc nulls last limit 1)`;
}

function notAllowed(messageFr: string): Problem {
  return new Problem({ status: 403, code: 'not-allowed', messageFr });
}
