import { t } from '@lingui/core/macro';
import { Button } from '#renderer/ui/button.tsx';
import { Notice } from '#renderer/ui/notice.tsx';
import './scan-notice.css';

/** `opens`: what the button that opens it says. */
export type ScanNews = { readonly sentence: string; readonly open?: () => void; readonly opens?: string };

/** What became of the last code scanned; the place is always there, so that a screen reader hears what comes into it. */
export function ScanNotice({ news, onClose }: { readonly news: ScanNews | undefined; readonly onClose: () => void }) {
  return (
    <div className="scan-notice" aria-live="polite">
      {news !== undefined && (
        <Notice tone={news.open === undefined ? 'warn' : 'info'}>
          <p>{news.sentence}</p>
          <div className="scan-notice-actions">
            {news.open !== undefined && (
              <Button variant="primary" onPress={news.open}>
                {news.opens}
              </Button>
            )}
            <Button variant="quiet" onPress={onClose}>
              {t`Fermer`}
            </Button>
          </div>
        </Notice>
      )}
    </div>
  );
}
