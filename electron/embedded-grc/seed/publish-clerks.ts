import { canonicalJson } from '#shared/lib/canonical-json.ts';
import type { Trx } from '../context.ts';
import { rightsAt, type Rights } from '../guard/rights.ts';
import { makePinVerifier, verifyPin } from '../secrets.ts';
import type { ClerkEntry } from './town-file.ts';

/**
 * Who signs in from now on, each with their rights; who is left out signs in no more, and stays as the author of what was
 * recorded. Throws when somebody new has no PIN.
 */
export async function publishClerks(trx: Trx, entries: readonly ClerkEntry[], nowMs: number): Promise<void> {
  await trx.updateTable('clerks').set({ signs_in: false }).where('id', 'not in', ['', ...entries.map(({ id }) => id)]).execute();
  for (const { pin, procedures, departments, ...clerk } of entries) {
    const before = await rightsAt(trx, clerk.id, nowMs);
    const known = await trx.selectFrom('clerks').select('pin_verifier').where('id', '=', clerk.id).executeTakeFirst();
    const pin_verifier = await pinVerifier(clerk.name, pin, known?.pin_verifier);
    const row = { body: JSON.stringify(clerk), signs_in: true, pin_verifier };
    if (known === undefined) await trx.insertInto('clerks').values({ id: clerk.id, ...row, failures: 0, blocked_until: 0 }).execute();
    else await trx.updateTable('clerks').set(row).where('id', '=', clerk.id).execute();
    await keepRights(trx, clerk.id, before, { roles: clerk.roles, scope: { procedures, departments } }, nowMs);
  }
}

/** One given anew is taken; one left out stays. */
async function pinVerifier(name: string, pin: string | undefined, known: string | undefined): Promise<string> {
  if (pin === undefined && known === undefined) throw new Error(`${name} is new and has no PIN`);
  if (pin === undefined || (known !== undefined && (await verifyPin(pin, known)))) return known ?? '';
  return makePinVerifier(pin);
}

/** From now on; those until now are kept too, once, for what was recorded under them and is still on its way. */
async function keepRights(trx: Trx, clerkId: string, before: Rights | undefined, after: Rights, nowMs: number): Promise<void> {
  if (before === undefined) return insertRights(trx, clerkId, 0, after);
  if (same(before, after)) return;
  const first = await trx.selectFrom('clerk_rights').select('since').where('clerk_id', '=', clerkId).executeTakeFirst();
  if (first === undefined) await insertRights(trx, clerkId, 0, before);
  await insertRights(trx, clerkId, nowMs, after);
}

async function insertRights(trx: Trx, clerk_id: string, since: number, { roles, scope }: Rights): Promise<void> {
  const row = { roles: JSON.stringify(roles), scope: JSON.stringify(scope) };
  await trx.insertInto('clerk_rights').values({ clerk_id, since, ...row }).onConflict((conflict) => conflict.columns(['clerk_id', 'since']).doUpdateSet(row)).execute();
}

function same(one: Rights, other: Rights): boolean {
  return canonicalJson(one) === canonicalJson(other);
}
