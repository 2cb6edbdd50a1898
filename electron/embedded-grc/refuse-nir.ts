import { containsNir } from '#shared/domain/service-request/nir.ts';
import { invalid } from './problem.ts';

type Texts = Readonly<Record<string, string | number | boolean | undefined | Readonly<Record<string, string | number | boolean>>>>;

/** Free text may hold no social security number: the desk says so while it is typed, the GRC keeps none whoever sends it. */
export function refuseNir(texts: Texts): void {
  const fields = Object.entries(texts).flatMap(([field, text]) => (typeof text === 'object' ? Object.entries(text).map(([name, value]) => [`${field}.${name}`, value] as const) : [[field, text] as const]));
  for (const [field, text] of fields) {
    if (typeof text === 'string' && containsNir(text)) throw invalid(field, 'Retirez le numéro de sécurité sociale : la mairie ne peut pas le garder.', 'nir');
  }
}
