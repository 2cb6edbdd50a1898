import type { Attachment } from '#shared/domain/document/attachment.ts';
import { localDay } from '#shared/lib/dates.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import type { Intent, SealedIntent } from './intent.ts';
import type { Operation } from './operation.ts';

/**
 * The writes to the GRC that one sealed intent asks for, in the order to send them. Pure and total: the same intent
 * gives the same writes with the same keys on every replay. A file is one write whose key is the file's own id.
 */
export function operationsOf(sealed: SealedIntent): readonly Operation[] {
  const { intent, captured, seq, deskNumber } = sealed;
  switch (intent.kind) {
    case 'citizen':
      return [{ type: 'citizen/create', opId: intent.opId, seq, aggregate: intent.citizen.id, deps: [], citizen: intent.citizen, captured }];
    case 'visit':
      return ofVisit(sealed, intent);
    case 'letter': {
      const { opId, letter } = intent;
      const { sender } = letter;
      return [
        { type: 'mail-item/create', opId, seq, aggregate: letter.id, deps: [], mailItem: { ...letter, deskNumber, captured } },
        ...uploads(sealed, letter.attachments, { mailItemId: letter.id, citizenId: sender.kind === 'citizen' ? sender.citizenId : null }),
      ];
    }
    case 'amendment':
    case 'void': {
      const { opId, requestId } = intent;
      return [{ type: 'request/amend', opId, seq, aggregate: requestId, deps: [], requestId, amendment: amendmentOf(intent), captured }];
    }
    case 'letter-amendment':
    case 'letter-void': {
      const { opId, mailItemId } = intent;
      return [{ type: 'mail-item/amend', opId, seq, aggregate: mailItemId, deps: [], mailItemId, amendment: amendmentOf(intent), captured }];
    }
    case 'citizen-amendment': {
      const { opId, citizenId, amendment } = intent;
      return [{ type: 'citizen/amend', opId, seq, aggregate: citizenId, deps: [], citizenId, amendment, captured }];
    }
    case 'desk-day': {
      const { opId, opens, opened, closing } = intent;
      const open: Operation = { type: 'desk-day/open', opId: opened.opId, seq, aggregate: opened.id, deps: [], day: opened.day, opened: opened.captured };
      const close: Operation = { type: 'desk-day/close', opId, seq, aggregate: opened.id, deps: [opened.opId], closing: { ...closing, captured } };
      return opens ? [open, close] : [close];
    }
    case 'set-aside':
      return [];
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

function ofVisit(sealed: SealedIntent, { opId, citizens, request, ofLetter }: Extract<Intent, { kind: 'visit' }>): readonly Operation[] {
  const { captured, seq, deskNumber } = sealed;
  const creations = citizens.map(
    ({ opId: creation, citizen }): Operation => ({ type: 'citizen/create', opId: creation, seq, aggregate: citizen.id, deps: [], citizen, captured }),
  );
  const receivedOn = request.receivedOn ?? localDay(Date.parse(captured.at), captured.zone);
  const deps = creations.map((creation) => creation.opId);
  return [
    ...creations,
    { type: 'request/create', opId, seq, aggregate: request.id, deps, request: { ...request, receivedOn, deskNumber, captured } },
    ...(ofLetter === undefined ? [] : [linking(sealed, ofLetter, request.id)]),
    ...uploads(sealed, request.attachments, { requestId: request.id, citizenId: request.applicant?.citizenId ?? null }),
  ];
}

type OfLetter = NonNullable<Extract<Intent, { kind: 'visit' }>['ofLetter']>;

/** The letter learns of its demande once the GRC holds that. */
function linking({ intent, seq, captured }: SealedIntent, { opId, mailItemId, requestIds }: OfLetter, requestId: string): Operation {
  const changes = [{ field: 'requestIds', before: requestIds, after: [...requestIds, requestId] }];
  const amendment = { id: opId, kind: 'complement', changes } as const;
  return { type: 'mail-item/amend', opId, seq, aggregate: mailItemId, deps: [intent.opId], mailItemId, amendment, captured };
}

type Owner = { readonly requestId: string } | { readonly mailItemId: string };

function uploads({ intent, seq }: SealedIntent, attachments: readonly Attachment[], owner: Owner & { readonly citizenId: string | null }): readonly Operation[] {
  return attachments.map((attachment) => ({ type: 'attachment/upload', opId: attachment.id, seq, aggregate: attachment.id, deps: [intent.opId], ...owner, attachment }));
}

function amendmentOf(intent: Extract<Intent, { kind: 'amendment' | 'letter-amendment' | 'void' | 'letter-void' }>) {
  return 'amendment' in intent ? intent.amendment : ({ id: intent.opId, kind: 'void', changes: [] } as const);
}
