import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Scope } from '#shared/domain/desk/rights.ts';
import { searchLineOf } from '../citizens/search-line.ts';
import { markChanged } from '../change-log.ts';
import type { Trx } from '../context.ts';
import { storeRequest } from '../requests/store-request.ts';
import { canonicalHash, hashSecret, makePinVerifier } from '../secrets.ts';
import type { Database } from '../storage/open-database.ts';
import { DEMO_CLERKS, DEMO_DEPARTMENTS, DEMO_SITE, DEMO_TOWN } from './demo-town.ts';
import { DEMO_PROCEDURES } from './demo-procedures.ts';
import { demoCitizens } from './demo-citizens.ts';
import { demoRequests } from './demo-requests.ts';
import { DEMO_REFERENCE } from './demo-reference.ts';
import { publishTown } from './publish-town.ts';
import type { TownFile } from './town-file.ts';

const BATCH = 500;

export type TownSetup = {
  /** Fills an empty storage with the demo town; without, it needs a town file. */
  readonly demo: boolean;
  /** Code by which desks enrol at this start; a new one is added beside those before. */
  readonly enrolmentCode: string | undefined;
  readonly codeKind: 'one-time' | 'site';
  /** Milliseconds since 1970; undefined: as long as the storage. */
  readonly codeExpiresAt?: number | undefined;
  /** What the desks that enrol by it may see and record; undefined: the whole town. */
  readonly codeScope?: Scope | undefined;
  readonly demoCitizens: number;
  readonly demoRequests: number;
  /** From this start on, numbers are given that much later, as a slow platform behind the GRC would; 0: at once. */
  readonly numberDelayMs?: number | undefined;
  /** Put in force at this start; without one, a town keeps what it has. */
  readonly townFile?: TownFile | undefined;
};

export const DEMO_TOWN_FILE: TownFile = { town: DEMO_TOWN, departments: DEMO_DEPARTMENTS, procedures: DEMO_PROCEDURES, reference: DEMO_REFERENCE };

/** An empty storage, and nothing that says of which town: the demo's clerks have PINs that everybody knows. */
export class NoTownError extends Error {
  override readonly name = 'NoTownError';
}

/** Fills an empty storage once, and lets the code of this start in. */
export async function prepareTown(db: Database, setup: TownSetup, nowMs: number): Promise<void> {
  const { townFile, numberDelayMs } = setup;
  if (setup.demo) await fillDemo(db, setup, nowMs);
  await db.transaction().execute(async (trx) => {
    await oneServerAtATime(trx);
    if (!(await hasTown(trx))) await foundTown(trx, townFile);
    if (townFile !== undefined) await publishTown(trx, townFile, nowMs);
    if (numberDelayMs !== undefined) await trx.updateTable('town').set({ number_delay_ms: numberDelayMs }).execute();
  });
  if (setup.enrolmentCode === undefined) return;
  const code = { kind: setup.codeKind, expires_at: setup.codeExpiresAt ?? null, scope: setup.codeScope === undefined ? null : JSON.stringify(setup.codeScope) };
  await db
    .insertInto('enrolment_codes')
    .values({ hash: hashSecret(setup.enrolmentCode), ...code, used_by: null })
    .onConflict((conflict) => conflict.column('hash').doUpdateSet(code))
    .execute();
}

/** A town of its own, still empty: the file is published next, as at any start, in the same transaction. */
async function foundTown(trx: Trx, townFile: TownFile | undefined): Promise<void> {
  if (townFile === undefined) throw new NoTownError('the storage is empty: give a town file, or ask for the demo');
  const { town, site, clerks } = townFile;
  if (site === undefined || clerks === undefined) throw new NoTownError('the storage is empty: the town file must name its site and its clerks');
  await trx.insertInto('town').values({ id: 1, body: JSON.stringify(town), site, instance: randomUUID() }).execute();
}

async function hasTown(trx: Trx | Database): Promise<boolean> {
  return (await trx.selectFrom('town').select('id').executeTakeFirst()) !== undefined;
}

/** One server fills it, though several may start at once on one PostgreSQL. */
async function oneServerAtATime(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(4201)`.execute(trx);
}

async function fillDemo(db: Database, setup: TownSetup, nowMs: number): Promise<void> {
  if (await hasTown(db)) return;
  const clerks = await Promise.all(DEMO_CLERKS.map(async ({ pin, ...clerk }) => ({ id: clerk.id, body: JSON.stringify(clerk), pin_verifier: await makePinVerifier(pin) })));
  await db.transaction().execute(async (trx) => {
    await oneServerAtATime(trx);
    if (await hasTown(trx)) return;
    await trx.insertInto('town').values({ id: 1, body: JSON.stringify(DEMO_TOWN), site: DEMO_SITE, instance: randomUUID() }).execute();
    await trx.insertInto('clerks').values(clerks.map((clerk) => ({ ...clerk, failures: 0, blocked_until: 0 }))).execute();
    await publishTown(trx, DEMO_TOWN_FILE, nowMs);
    const citizens = demoCitizens(setup.demoCitizens);
    for (let from = 0; from < citizens.length; from += BATCH) {
      const rows = citizens.slice(from, from + BATCH).map((citizen) => ({ id: citizen.id, body: JSON.stringify(citizen), rev: 1, retention: null, body_hash: canonicalHash(citizen), search_line: searchLineOf(citizen) }));
      await trx.insertInto('citizens').values(rows).execute();
    }
    await sql`insert into changes (topic, id, xid, seq) select 'citizens', id, pg_current_xact_id()::text::bigint, nextval('change_seq') from citizens`.execute(trx);
    for (const request of demoRequests(setup.demoRequests, citizens, DEMO_PROCEDURES, DEMO_TOWN.zone, nowMs)) {
      await storeRequest(trx, request, request, canonicalHash(request));
      await markChanged(trx, 'requests', request.id);
    }
  });
}
