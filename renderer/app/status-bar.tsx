import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import type { PrinterView } from '#shared/contracts/ipc/printing.ts';
import { syncStamp } from '#renderer/features/sync-status/sync-words.ts';
import { useSyncReport } from '#renderer/features/sync-status/use-sync-report.ts';
import { desktop } from '#renderer/platform/desktop.ts';
import { Kbd } from '#renderer/ui/kbd.tsx';
import { Stamp } from '#renderer/ui/stamp.tsx';
import { useDesk } from './desk-context.tsx';
import { printerWords } from './printer-words.ts';
import { useBridgeState } from './use-bridge-state.ts';

const readPrinter = (): Promise<PrinterView> => desktop().printing.printer();
const followPrinter = (listener: (view: PrinterView) => void): (() => void) => desktop().printing.onPrinterChanged(listener);

/** The truth in one line: exchanges, desk, clerk, printer. */
export function StatusBar({ onHelp }: { readonly onHelp: () => void }) {
  const { session } = useDesk();
  const { state, toHandle } = useSyncReport();
  const printer = useBridgeState(readPrinter, followPrinter);
  const stamp = syncStamp(state);
  return (
    <footer className="shell-status">
      <Link to="/synchro" className="shell-status-link">
        <Stamp tone={stamp.tone}>{stamp.words}</Stamp>
      </Link>
      {toHandle > 0 && (
        <Link to="/synchro" className="shell-status-link">
          <Stamp tone="danger">{t`À traiter : ${toHandle}`}</Stamp>
        </Link>
      )}
      <span>{t`Poste ${session.desk.label}`}</span>
      <span>{session.clerk.name}</span>
      {printer !== undefined && <span>{printerWords(printer)}</span>}
      <button type="button" className="shell-status-help" onClick={onHelp}>
        <Kbd keys="F1" /> {t`Raccourcis`}
      </button>
    </footer>
  );
}
