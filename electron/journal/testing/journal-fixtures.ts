import { randomBytes } from 'node:crypto';
import type { Town } from '#shared/domain/desk/town.ts';
import type { Receipt } from '#shared/domain/receipt/receipt.ts';
import type { Intent } from '#shared/sync/intent.ts';
import { openJournal, type Journal, type JournalOptions, type ReceiptInput, type SealContext } from '../journal.ts';
import { journalKey } from '../record-codec.ts';

export const DAY = 86_400_000;
export const NOON = Date.UTC(2026, 10, 24, 11, 0, 0);
export const KEY = journalKey(new Uint8Array(32).fill(7));

export function uuid(n: number): string {
  return `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
}

export const town: Town = {
  name: 'Valmont',
  zone: 'Europe/Paris',
  postalAddress: '1 place de la Mairie',
  phone: '01 99 00 00 01',
  dataProtectionNotice: 'Vos données…',
};

export function context(over: Partial<SealContext> = {}): SealContext {
  const nowMs = over.nowMs ?? NOON;
  return {
    captured: {
      clerk: { id: uuid(1), name: 'Sophie Roy', title: 'Agente d’accueil' },
      deskId: uuid(2),
      site: '014',
      desk: '03',
      at: new Date(nowMs).toISOString(),
      zone: 'Europe/Paris',
    },
    desk: { site: '014', desk: '03', label: 'Guichet 3', town },
    lastServer: undefined,
    ...over,
    nowMs,
  };
}

export function visit(n: number): Extract<Intent, { kind: 'visit' }> {
  return {
    kind: 'visit',
    opId: uuid(10_000 + n),
    citizens: [],
    request: {
      id: uuid(20_000 + n),
      procedureCode: 'danger',
      procedureVersion: 1,
      procedureTitle: 'Signaler un danger',
      departmentCode: 'VOI',
      channel: 'counter',
      beneficiaries: [],
      form: { place: 'rue du Puits' },
      documents: [],
      attachments: [],
      trackingToken: 'A'.repeat(22),
    },
    department: { code: 'VOI', name: 'Voirie', postalAddress: '1 place de la Mairie', phone: '01 99 00 00 02' },
    receipt: 'print',
  };
}

export function letter(n: number): Extract<Intent, { kind: 'letter' }> {
  return {
    kind: 'letter',
    opId: uuid(30_000 + n),
    letter: {
      id: uuid(40_000 + n),
      kind: 'simple',
      receivedOn: '2026-11-24',
      sender: { kind: 'unknown' },
      subject: 'Nuisances sonores',
      departmentCode: 'VOI',
      copyTo: [],
      confidential: false,
      requestIds: [],
      attachments: [],
    },
  };
}

/** The facts of a receipt; its wording belongs to printing. */
export function plainReceipt(input: ReceiptInput): Receipt {
  return {
    requestId: input.intent.request.id,
    number: input.number,
    recordedAt: input.recordedAt,
    receivedOn: input.receivedOn,
    town: input.town,
    department: input.intent.department,
    procedureTitle: input.intent.request.procedureTitle,
    applicantName: null,
    representativeName: null,
    beneficiaryNames: [],
    documents: [],
    attachmentCount: 0,
    clerk: input.captured.clerk.name,
    desk: input.deskLabel,
    trackingUrl: null,
    transmission: { state: 'waiting', since: input.recordedAt },
    copy: 'original',
  };
}

export function openAt(dir: string, over: Partial<JournalOptions> = {}): Journal {
  return openJournal({ dir, key: KEY, composeReceipt: plainReceipt, randomBytes, openedAtMs: NOON, reserveBytes: 0, ...over });
}

/** The number that a visit is given, or the code of the refusal. */
export async function numberOf(journal: Journal, n: number, nowMs = NOON): Promise<string> {
  const sealed = await journal.recordIntent(visit(n), context({ nowMs }));
  return sealed.ok ? (sealed.value.deskNumber ?? 'none') : sealed.refusal.code;
}

export function sequenceOf(number: string): number {
  return Number(number.split('-')[3]);
}
