import type { Captured } from '#shared/domain/desk/captured.ts';
import type { Town } from '#shared/domain/desk/town.ts';
import { receiptName } from './receipt-name.ts';
import type { Receipt, Transmission } from './receipt.ts';
import type { VisitToReceipt } from './visit-to-receipt.ts';

export type ReceiptInput = {
  readonly intent: VisitToReceipt;
  /** `YY-SSS-PP-NNNNNN-KK`, allotted by the journal append. */
  readonly number: string;
  /** Instant of recording, RFC 3339. */
  readonly recordedAt: string;
  /** Legal day of reception, local to the town. */
  readonly receivedOn: string;
  readonly captured: Captured;
  readonly town: Town;
  readonly deskLabel: string;
};

/** The receipt of a visit, sealed with it. Nothing is transmitted yet when it is composed, and it says so. */
export function composeReceipt({ intent, number, recordedAt, receivedOn, captured, town, deskLabel }: ReceiptInput): Receipt {
  const { request, department, citizens } = intent;
  const typed = new Map(citizens.map(({ citizen }) => [citizen.id, citizen]));
  return {
    requestId: request.id,
    number,
    recordedAt,
    receivedOn,
    town,
    department,
    procedureTitle: request.procedureTitle,
    applicantName: request.applicant ? receiptName(request.applicant, typed) : null,
    representativeName: request.representative ? receiptName(request.representative, typed) : null,
    beneficiaryNames: request.beneficiaries.map((party) => receiptName(party, typed)),
    documents: request.documents.filter((check) => check.status !== 'not-required'),
    attachmentCount: request.attachments.length,
    clerk: clerkOnPaper(captured.clerk, town),
    desk: deskLabel,
    trackingUrl: trackingUrl(town, request.trackingToken),
    transmission: { state: 'waiting', since: recordedAt },
    copy: 'original',
  };
}

/** A later print of the same receipt: marked, and saying where the record stands now. */
export function asDuplicate(receipt: Receipt, transmission: Transmission): Receipt {
  return { ...receipt, transmission, copy: 'duplicate' };
}

/** CRPA L.111-2: first name, name and title, unless the town's security exception replaces them. */
function clerkOnPaper(clerk: Captured['clerk'], town: Town): string {
  if (town.clerkAnonymity !== undefined && town.clerkAnonymity !== '') return town.clerkAnonymity;
  return clerk.title === '' ? clerk.name : `${clerk.name}, ${clerk.title}`;
}

/** Null without a portal, or with one that a QR of plain bytes could not hold. */
function trackingUrl({ trackingPortal }: Town, token: string): string | null {
  if (trackingPortal === undefined) return null;
  const url = `${trackingPortal.replace(/\/+$/, '')}/${token}`;
  return /^[\x21-\x7e]+$/.test(url) ? url : null;
}
