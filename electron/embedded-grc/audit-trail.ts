import { randomUUID } from 'node:crypto';
import { nowIso, type Grc, type GrcCall } from './context.ts';

/** Every look at a person is kept: who, from which desk, when. */
export async function recordRead(grc: Grc, call: GrcCall, action: string, subjectId: string | null): Promise<void> {
  const caller = call.get('caller');
  await grc.db
    .insertInto('audit')
    .values({ op_id: randomUUID(), action, subject_id: subjectId, clerk_id: caller.kind === 'clerk' ? caller.clerkId : '', desk_id: caller.deskId, at: nowIso(grc) })
    .execute();
}
