import { t } from '@lingui/core/macro';
import { deskPaths } from '#shared/contracts/desk-api/desk-api.ts';
import type { ScanPageView } from '#shared/contracts/ipc/scanning.ts';

/** One page as it will be attached. */
export function PageViewer({ page, place }: { readonly page: ScanPageView; readonly place: number }) {
  const shown = `${page.turn}-${page.straight ? 'straight' : 'as-is'}`;
  return (
    <figure className="scan-viewer">
      {page.looked ? <img key={`${page.id} ${shown}`} src={`${deskPaths.scanPicture(page.id)}?${shown}`} alt={t`Page ${place + 1}`} /> : <p role="status">{t`Lecture de la page…`}</p>}
    </figure>
  );
}
