import { localDay } from '#shared/lib/dates.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import type { SealedIntent } from './intent.ts';
import type { Operation } from './operation.ts';

/**
 * The writes to the GRC that one sealed intent asks for, in the order to send them. Pure and total: the same intent
 * gives the same writes with the same keys on every replay. A file is one write whose key is the file's own id.
 */
export function operationsOf(sealed: SealedIntent): readonly Operation[] {
  const { intent, captured, seq } = sealed;
  switch (intent.kind) {
    case 'citizen':
      return [{ type: 'citizen/create', opId: intent.opId, seq, aggregate: intent.citizen.id, deps: [], citizen: intent.citizen, captured }];
    case 'visit': {
      const citizens = intent.citizens.map(
        ({ opId, citizen }): Operation => ({ type: 'citizen/create', opId, seq, aggregate: citizen.id, deps: [], citizen, captured }),
      );
      const { request } = intent;
      const create: Operation = {
        type: 'request/create',
        opId: intent.opId,
        seq,
        aggregate: request.id,
        deps: citizens.map(({ opId }) => opId),
        request: {
          ...request,
          receivedOn: request.receivedOn ?? localDay(Date.parse(captured.at), captured.zone),
          deskNumber: sealed.deskNumber,
          captured,
        },
      };
      const uploads = request.attachments.map(
        (attachment): Operation => ({
          type: 'attachment/upload',
          opId: attachment.id,
          seq,
          aggregate: attachment.id,
          deps: [intent.opId],
          requestId: request.id,
          citizenId: request.applicant?.citizenId ?? null,
          attachment,
        }),
      );
      return [...citizens, create, ...uploads];
    }
    case 'amendment':
      return [
        {
          type: 'request/amend',
          opId: intent.opId,
          seq,
          aggregate: intent.requestId,
          deps: [],
          requestId: intent.requestId,
          amendment: intent.amendment,
          captured,
        },
      ];
    case 'citizen-amendment': {
      const { opId, citizenId, amendment } = intent;
      return [{ type: 'citizen/amend', opId, seq, aggregate: citizenId, deps: [], citizenId, amendment, captured }];
    }
    case 'set-aside':
      return [];
    case 'void':
      return [
        {
          type: 'request/amend',
          opId: intent.opId,
          seq,
          aggregate: intent.requestId,
          deps: [],
          requestId: intent.requestId,
          amendment: { id: intent.opId, kind: 'void', changes: [] },
          captured,
        },
      ];
    case 'audit':
      return [
        {
          type: 'audit/record',
          opId: intent.opId,
          seq,
          aggregate: captured.deskId,
          deps: [],
          action: intent.action,
          subjectId: intent.subjectId,
          captured,
          ...(sealed.auditLink !== undefined && { auditLink: sealed.auditLink }),
        },
      ];
    default:
      return unreachable(intent);
  }
}

/** Keys of the writes that this act takes out of the queue: it stands for them. */
export function answeredBy({ intent }: SealedIntent): readonly string[] {
  return 'answers' in intent ? (intent.answers ?? []) : [];
}
