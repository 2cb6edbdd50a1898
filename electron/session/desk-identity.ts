import { randomBytes } from 'node:crypto';
import type { Enrolment } from '#shared/contracts/grc-api/wire.ts';
import type { EnrolRefusal } from '#shared/contracts/ipc/session.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { DeskRecord, DeskRecordFile } from './desk-record.ts';
import { enrolDesk, presentDesk, type Standing } from './grc-account.ts';
import type { SendToGrc } from './ports.ts';

type Asking = { readonly send: SendToGrc; readonly newId: () => string; readonly label: string | undefined; readonly version: string };

/**
 * Enrols the desk under the id it chose. An id that another computer was enrolled with (one disk image, two computers) is left to
 * that one, and the desk asks under a new id.
 */
export async function enrolAs({ send, newId, label, version }: Asking, record: DeskRecordFile, code: string): Promise<Result<Enrolment, EnrolRefusal>> {
  for (let id = 0; id < 2; id += 1) {
    const { deskUid, enrolNonce, formerDesk } = record.get();
    const nonce = enrolNonce ?? draw();
    // Each time: what an earlier try could not write is in memory alone.
    record.update({ enrolNonce: nonce });
    const enrolled = await enrolDesk(send, code, { deskUid, label, version, nonce, ...(formerDesk !== null && { formerly: pairOf(formerDesk) }) });
    if (enrolled.ok) {
      record.update({ enrolment: enrolled.value, nonce: { last: nonce, next: null }, enrolNonce: null, formerDesk: null });
      return ok(enrolled.value);
    }
    const { code: refusal } = enrolled.refusal;
    if (refusal !== 'cloned') return err({ code: refusal });
    record.update({ deskUid: newId(), enrolNonce: null });
  }
  return err({ code: 'unreachable' });
}

/** Shows the GRC what only this desk can know. `known` is on the disk when it returns; a repeat shows the same again. */
export async function present(send: SendToGrc, record: DeskRecordFile, onLastNumber: (number: string) => void): Promise<Standing> {
  const { enrolment, nonce } = record.get();
  if (enrolment === null) return 'not-heard';
  const next = nonce.next ?? draw();
  // Each time: what an earlier try could not write is in memory alone.
  record.update({ nonce: { ...nonce, next } });
  const presented = await presentDesk(send, enrolment.deskId, { last: nonce.last, next });
  // Enrolled anew meanwhile: this was about another desk.
  if (record.get().enrolment?.deskId !== enrolment.deskId) return 'not-heard';
  if (presented.standing === 'known') {
    record.update({ nonce: { last: next, next: null } });
    if (presented.lastNumber !== null) onLastNumber(presented.lastNumber);
  }
  return presented.standing;
}

/** A copy is nobody until it is enrolled; a desk that its GRC lost stays what it is until then, and may stay so. */
export function askAnew(record: DeskRecordFile, because: 'cloned' | 'unknown', newId: () => string): void {
  const { enrolment } = record.get();
  if (enrolment === null) return;
  record.update({
    deskUid: newId(),
    enrolNonce: null,
    formerDesk: { ...pairOf(enrolment), because },
    ...(because === 'cloned' && { enrolment: null, nonce: { last: null, next: null } }),
  });
}

export function stayAsEnrolled(record: DeskRecordFile): void {
  const { enrolment } = record.get();
  if (enrolment !== null) record.update({ deskUid: enrolment.deskId, enrolNonce: null, formerDesk: null });
}

/** Not enrolled under the id it goes by. */
export function isToEnrol({ deskUid, enrolment }: DeskRecord): boolean {
  return enrolment?.deskId !== deskUid;
}

function pairOf({ deskId, site, desk }: { readonly deskId: string; readonly site: string; readonly desk: string }) {
  return { deskId, site, desk };
}

function draw(): string {
  return randomBytes(18).toString('base64url');
}
