import type { Me } from '#shared/contracts/grc-api/about.ts';
import { canonicalJson } from '#shared/lib/canonical-json.ts';
import type { DeskRecord } from './desk-record.ts';

/**
 * What an answer of /me changes in the desk's record; undefined when nothing does, or when it is about another desk.
 * Site and desk stay as enrolled: numbers are made of them.
 */
export function learntFrom({ town, desk, policy }: Me, { enrolment, policy: known }: DeskRecord): Partial<DeskRecord> | undefined {
  if (enrolment === null || enrolment.deskId !== desk.deskId) return undefined;
  const heard = { ...enrolment, town, label: desk.label };
  const changes = {
    ...(canonicalJson(heard) !== canonicalJson(enrolment) && { enrolment: heard }),
    ...(canonicalJson(policy) !== canonicalJson(known) && { policy }),
  };
  return Object.keys(changes).length === 0 ? undefined : changes;
}
