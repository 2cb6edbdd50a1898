import { plural, t } from '@lingui/core/macro';
import type { Unsent } from '#shared/contracts/ipc/leaving.ts';

/** A sentence for each kind of unsent work; none when all has left. */
export function unsentWords({ waiting, toHandle }: Unsent): readonly string[] {
  return [
    ...(waiting > 0 ? [plural(waiting, { one: '# envoi attend encore le serveur de la ville.', other: '# envois attendent encore le serveur de la ville.' })] : []),
    ...(toHandle > 0 ? [t`${plural(toHandle, { one: '# envoi attend', other: '# envois attendent' })} la décision d’un agent, dans « À traiter ».`] : []),
  ];
}
