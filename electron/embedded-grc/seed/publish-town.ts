import type { Reference } from '#shared/domain/desk/reference.ts';
import type { Department, Procedure } from '#shared/domain/procedure/procedure.ts';
import { canonicalJson } from '#shared/lib/canonical-json.ts';
import { markChanged, markGone } from '../change-log.ts';
import type { Trx } from '../context.ts';
import { canonicalHash } from '../secrets.ts';
import type { TownFile } from './town-file.ts';

/**
 * Puts a town file in force: what is new or changed goes to the desks as changes, what is left out as tombstones.
 * Throws when a version that was published before comes back with another content.
 */
export async function publishTown(trx: Trx, { town, departments, procedures, reference }: TownFile, nowMs: number): Promise<void> {
  await trx.updateTable('town').set({ body: JSON.stringify(town) }).execute();
  await publishDepartments(trx, departments, nowMs);
  await publishProcedures(trx, procedures, nowMs);
  await publishReference(trx, reference);
}

async function publishDepartments(trx: Trx, departments: readonly Department[], nowMs: number): Promise<void> {
  const before = new Map((await trx.selectFrom('departments').selectAll().execute()).map((row) => [row.code, row]));
  for (const department of departments) {
    const known = before.get(department.code);
    before.delete(department.code);
    if (known !== undefined && !known.withdrawn && same(known.body, department)) continue;
    const row = { body: JSON.stringify(department), withdrawn: false };
    await trx.insertInto('departments').values({ code: department.code, ...row }).onConflict((conflict) => conflict.column('code').doUpdateSet(row)).execute();
    await markChanged(trx, 'departments', department.code);
  }
  for (const { code, withdrawn } of before.values()) {
    if (withdrawn) continue;
    await trx.updateTable('departments').set({ withdrawn: true }).where('code', '=', code).execute();
    await markGone(trx, 'departments', code, nowMs);
  }
}

async function publishProcedures(trx: Trx, procedures: readonly Procedure[], nowMs: number): Promise<void> {
  const before = await trx.selectFrom('procedures').selectAll().execute();
  const inForce = new Set(before.filter(({ withdrawn }) => !withdrawn).map(({ code, version }) => `${code} ${version}`));
  const published = new Set(procedures.map(({ code, version }) => `${code} ${version}`));
  for (const procedure of procedures) {
    const { code, version } = procedure;
    const known = before.find((row) => row.code === code && row.version === version);
    if (known !== undefined && !same(known.body, procedure)) throw new Error(`procedure ${code}: version ${version} was published with another content, give this one a higher version`);
    if (inForce.has(`${code} ${version}`)) continue;
    await trx.insertInto('procedures').values({ code, version, body: JSON.stringify(procedure), withdrawn: false })
      .onConflict((conflict) => conflict.columns(['code', 'version']).doUpdateSet({ withdrawn: false })).execute();
    await markChanged(trx, 'procedures', code);
  }
  for (const { code, version, withdrawn } of before) {
    if (withdrawn || published.has(`${code} ${version}`)) continue;
    await trx.updateTable('procedures').set({ withdrawn: true }).where('code', '=', code).where('version', '=', version).execute();
    if (!procedures.some((procedure) => procedure.code === code)) await markGone(trx, 'procedures', code, nowMs);
  }
}

async function publishReference(trx: Trx, reference: Reference): Promise<void> {
  const before = new Map((await trx.selectFrom('reference').select(['name', 'etag']).execute()).map(({ name, etag }) => [name, etag]));
  for (const [name, items] of Object.entries(reference)) {
    const row = { items: JSON.stringify(items), etag: canonicalHash(items).slice(0, 32) };
    if (before.get(name) === row.etag) continue;
    await trx.insertInto('reference').values({ name, ...row }).onConflict((conflict) => conflict.column('name').doUpdateSet(row)).execute();
    await markChanged(trx, 'reference', name);
  }
}

function same(a: unknown, b: unknown): boolean {
  return canonicalJson(a) === canonicalJson(b);
}
