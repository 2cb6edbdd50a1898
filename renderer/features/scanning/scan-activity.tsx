import { t } from '@lingui/core/macro';
import type { ScanView } from '#shared/contracts/ipc/scanning.ts';
import { unreachable } from '#shared/lib/unreachable.ts';
import { Notice } from '#renderer/ui/notice.tsx';
import { countPages, explainRefusedFile, explainStop } from './scan-words.ts';

/** What the device does now, what stopped it, and which files it left. */
export function ScanActivityLine({ scan }: { readonly scan: ScanView }) {
  return (
    <>
      <Doing scan={scan} />
      {scan.refused.map((file) => (
        <Notice key={`${file.name} ${file.reason}`} tone="warn">
          {explainRefusedFile(file)}
        </Notice>
      ))}
    </>
  );
}

function Doing({ scan }: { readonly scan: ScanView }) {
  const { activity, pages } = scan;
  switch (activity.state) {
    case 'idle':
      return <p role="status">{pages.length === 0 ? t`Aucune page.` : t`${countPages(pages.length)}.`}</p>;
    case 'reading':
      return (
        <div>
          {/* The words change once a page, the bar all the time: a screen reader hears the pages. */}
          <p role="status">{t`Lecture de la page ${pages.length + 1}…`}</p>
          <progress className="scan-progress" max={1} value={activity.share} aria-label={t`Page en cours`} />
        </div>
      );
    case 'waiting':
      return <Notice tone="info">{t`En attente du copieur : numérisez vers le dossier de ce poste. ${countPages(pages.length)}.`}</Notice>;
    case 'source-gone':
      return <Notice tone="warn">{t`Le dossier du copieur n’est plus accessible (réseau ?) : la numérisation reprendra toute seule dès son retour.`}</Notice>;
    case 'stopped':
      return <Notice tone="danger">{explainStop(activity.stop, scan)}</Notice>;
    case 'composing':
      return (
        <div>
          <p role="status">{t`Préparation du document…`}</p>
          <progress className="scan-progress" max={Math.max(1, pages.length)} value={activity.done} aria-label={t`Pages préparées`} />
        </div>
      );
    default:
      return unreachable(activity);
  }
}
