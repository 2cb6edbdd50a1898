import type { Context } from 'hono';
import type { Transaction } from 'kysely';
import type { DeskPolicy } from '#shared/contracts/grc-api/policy.ts';
import type { Scope } from '#shared/domain/desk/rights.ts';
import type { Clerk } from '#shared/domain/desk/town.ts';
import type { Limits } from './guard/limits.ts';
import type { UploadStore } from './uploads/upload-store.ts';
import type { Database } from './storage/open-database.ts';
import type { Hints } from './storage/hints.ts';
import type { Tables } from './storage/tables.ts';

/** Who calls, proven by the bearer. */
export type Caller =
  | { readonly kind: 'desk'; readonly deskId: string; readonly scope: Scope }
  /** `scope` is what both the clerk and the desk may. */
  | { readonly kind: 'clerk'; readonly deskId: string; readonly clerkId: string; readonly roles: Clerk['roles']; readonly scope: Scope };

export type GrcEnv = { Variables: { caller: Caller; enrolmentCode: string } };
export type GrcCall = Context<GrcEnv>;
export type Trx = Transaction<Tables>;

/** What every route works with. */
export type Grc = {
  readonly db: Database;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly uploads: UploadStore;
  readonly limits: Limits;
  readonly hints: Hints;
  readonly launchSecret: string | undefined;
  readonly demo: boolean;
  /** What its desks are to obey. */
  readonly policy: DeskPolicy;
};

export function nowIso(grc: Grc): string {
  return new Date(grc.clock()).toISOString();
}
