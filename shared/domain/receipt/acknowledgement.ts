import { z } from 'zod';
import type { Address } from '#shared/domain/citizen/citizen.ts';
import { postalLines } from '#shared/domain/citizen/postal-lines.ts';
import type { Town } from '#shared/domain/desk/town.ts';
import type { Department, Procedure } from '#shared/domain/procedure/procedure.ts';
import type { SealedRequest, ServiceRequest } from '#shared/domain/service-request/service-request.ts';
import { addMonths } from '#shared/lib/add-months.ts';
import { dayInWords } from '#shared/lib/french-day.ts';
import { isoDaySchema } from '#shared/lib/dates.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { unreachable } from '#shared/lib/unreachable.ts';

/** The "accusé de réception" of a demande (CRPA L.112-3): its mentions are those of R.112-5, one paragraph each. */
export const acknowledgementSchema = z
  .object({
    title: z.string(),
    addressee: z.string(),
    /** As on an envelope; the name alone when no address is known. Texts issued before addresses were kept have none. */
    addressLines: z.array(z.string()).readonly().default([]),
    town: z.string(),
    /** Numbers for the citizen to quote, the desk's first. */
    references: z.array(z.string()).readonly().default([]),
    paragraphs: z.array(z.string()).readonly(),
    /** The day on which silence decides; null when it runs only from papers still missing. */
    silenceOn: isoDaySchema.nullable(),
  })
  .readonly();
export type Acknowledgement = z.infer<typeof acknowledgementSchema>;

/** Why there is none. The last two are for the town to settle: a faulty paper would bind nobody but the town. */
export const acknowledgementRefusalSchema = z.enum(['nobody-asked', 'not-due', 'withdrawn', 'silence-rule-unknown', 'time-for-documents-unknown']);
export type AcknowledgementRefusal = z.infer<typeof acknowledgementRefusalSchema>;

export type AcknowledgementInput = {
  readonly request: SealedRequest & Pick<ServiceRequest, 'status' | 'grcNumber'>;
  /** The version of the catalogue under which it was recorded. */
  readonly procedure: Procedure;
  readonly department: Department;
  readonly town: Town;
  /** Birth name and first names (CRPA L.111-3). */
  readonly applicantName: string | null;
  readonly applicantAddress: Address | undefined;
};

/**
 * What was received, who handles it, what is missing, what silence will mean. A procedure whose silence means nothing
 * delivers a document or informs the town: none is due (R.112-4). Nothing is stated that the catalogue does not say.
 */
export function composeAcknowledgement({ request, procedure, department, town, applicantName, applicantAddress }: AcknowledgementInput): Result<Acknowledgement, AcknowledgementRefusal> {
  const { silence, documentsWithinDays } = procedure;
  const missing = request.documents.filter(({ mandatory, status }) => mandatory && (status === 'missing' || status === 'refused' || status === 'outdated'));
  if (applicantName === null) return err('nobody-asked');
  if (request.status === 'withdrawn') return err('withdrawn');
  if (silence.effect === 'none') return err('not-due');
  if (silence.effect === 'unknown' || silence.months === undefined) return err('silence-rule-unknown');
  if (missing.length > 0 && documentsWithinDays === undefined) return err('time-for-documents-unknown');
  const rule = { effect: silence.effect, months: silence.months, on: addMonths(request.receivedOn, silence.months) };
  const numbers = [request.deskNumber, request.grcNumber].filter((number) => number !== null).map((number) => `n°\u00a0${number}`);
  const incomplete = missing.length > 0;
  return ok({
    title: 'Accusé de réception',
    addressee: applicantName,
    addressLines: postalLines(applicantName, applicantAddress),
    town: town.name,
    references: numbers,
    paragraphs: [
      `Votre demande «\u00a0${request.procedureTitle}\u00a0»${numbers.length === 0 ? '' : ` (${numbers.join(', ')})`} a été reçue le ${dayInWords(request.receivedOn)}.`,
      `Le service chargé du dossier est\u00a0: ${[department.name, department.postalAddress, `tél.\u00a0${department.phone}`, department.email].filter((part) => part !== undefined).join(', ')}.`,
      ...(incomplete
        ? [`Votre demande est incomplète. Pièces à produire dans un délai de ${documentsWithinDays}\u00a0jours\u00a0: ${missing.map(({ title }) => title).join('\u00a0; ')}. ${whileIncomplete(rule.effect)}`]
        : []),
      silenceSentence(rule, incomplete, byElectronicWay(request)),
      `Règle appliquée\u00a0: ${silence.legalBasis}.`,
    ],
    silenceOn: rule.effect === 'acceptance' && incomplete ? null : rule.on,
  });
}

type Rule = { readonly effect: 'acceptance' | 'rejection'; readonly months: number; readonly on: string };

/** CRPA L.114-5. */
function whileIncomplete(effect: Rule['effect']): string {
  switch (effect) {
    case 'acceptance':
      return 'Le délai au terme duquel votre demande est réputée acceptée ne court qu’à compter de la réception de toutes ces pièces.';
    case 'rejection':
      return 'Le délai au terme duquel votre demande est réputée rejetée est suspendu pendant ce temps, au plus jusqu’à la production de ces pièces.';
    default:
      return unreachable(effect);
  }
}

function silenceSentence({ effect, months, on }: Rule, incomplete: boolean, electronic: boolean): string {
  switch (effect) {
    case 'acceptance': {
      const when = incomplete ? `À défaut de réponse dans les ${months}\u00a0mois qui suivent cette réception` : `À défaut de réponse le ${dayInWords(on)}`;
      const provided = electronic && !incomplete ? ', sous réserve que la demande soit complète,' : '';
      return `${when}, votre demande sera${provided} réputée acceptée. Vous pourrez alors en demander une attestation (article L.232-3 du CRPA).`;
    }
    case 'rejection': {
      const later = incomplete ? ', date que repousse la suspension ci-dessus' : '';
      const provided = electronic && !incomplete ? ', sous réserve que la demande soit complète' : '';
      return `À défaut de réponse le ${dayInWords(on)}${later}${provided}, votre demande sera réputée rejetée. Vous pourrez contester cette décision dans un délai de deux mois à compter de la décision, par un recours gracieux auprès du maire ou par un recours devant le tribunal administratif.`;
    }
    default:
      return unreachable(effect);
  }
}

/** CRPA R.112-11-1: what came by e-mail or by a web form; a counter request typed by a clerk is not electronic. */
function byElectronicWay({ channel }: Pick<SealedRequest, 'channel'>): boolean {
  return channel === 'web' || channel === 'email';
}
