import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Scope } from '#shared/domain/desk/rights.ts';
import { searchLineOf } from '../citizens/search-line.ts';
import { markChanged } from '../change-log.ts';
import type { Trx } from '../context.ts';
import { storeRequest } from '../routes/write-routes.ts';
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
  /** With invented people and requests; without, a town that is still empty. */
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
  /** Refuses an empty storage without a town file, where it would get the demo's clerks, whose PINs everybody knows. */
  readonly ownTownOnly?: boolean;
};

export const DEMO_TOWN_FILE: TownFile = { town: DEMO_TOWN, departments: DEMO_DEPARTMENTS, procedures: DEMO_PROCEDURES, reference: DEMO_REFERENCE };

/** Fills an empty storage once, and lets the code of this start in. */
export async function prepareTown(db: Database, setup: TownSetup, nowMs: number): Promise<void> {
  const prepared = await db.selectFrom('town').select('id').executeTakeFirst();
  if (prepared === undefined) await fill(db, setup, nowMs);
  if (setup.numberDelayMs !== undefined) await db.updateTable('town').set({ number_delay_ms: setup.numberDelayMs }).execute();
  const { townFile } = setup;
  if (townFile !== undefined) {
    await db.transaction().execute(async (trx) => {
      await oneServerAtATime(trx);
      await publishTown(trx, townFile, nowMs);
    });
  }
  if (setup.enrolmentCode === undefined) return;
  const code = { kind: setup.codeKind, expires_at: setup.codeExpiresAt ?? null, scope: setup.codeScope === undefined ? null : JSON.stringify(setup.codeScope) };
  await db
    .insertInto('enrolment_codes')
    .values({ hash: hashSecret(setup.enrolmentCode), ...code, used_by: null })
    .onConflict((conflict) => conflict.column('hash').doUpdateSet(code))
    .execute();
}

/** A town of its own: the file is published afterwards, as at any start. */
async function fillOwn(db: Database, { town, site, clerks }: TownFile): Promise<void> {
  if (site === undefined || clerks === undefined) throw new Error('the storage is empty: the town file must name its site and its clerks');
  await db
    .insertInto('town')
    .values({ id: 1, body: JSON.stringify(town), site, instance: randomUUID() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** One server fills it, though several may start at once on one PostgreSQL. */
async function oneServerAtATime(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(4201)`.execute(trx);
}

async function fill(db: Database, setup: TownSetup, nowMs: number): Promise<void> {
  const { townFile } = setup;
  if (!setup.demo && townFile !== undefined) return fillOwn(db, townFile);
  if (!setup.demo && setup.ownTownOnly === true) throw new Error('the storage is empty: give a town file, or ask for the demo');
  const clerks = await Promise.all(DEMO_CLERKS.map(async ({ pin, ...clerk }) => ({ id: clerk.id, body: JSON.stringify(clerk), pin_verifier: await makePinVerifier(pin) })));
  await db.transaction().execute(async (trx) => {
    await oneServerAtATime(trx);
    if ((await trx.selectFrom('town').select('id').executeTakeFirst()) !== undefined) return;
    await trx.insertInto('town').values({ id: 1, body: JSON.stringify(DEMO_TOWN), site: DEMO_SITE, instance: randomUUID() }).execute();
    await trx.insertInto('clerks').values(clerks.map((clerk) => ({ ...clerk, failures: 0, blocked_until: 0 }))).execute();
    await publishTown(trx, DEMO_TOWN_FILE, nowMs);
    if (!setup.demo) return;
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
