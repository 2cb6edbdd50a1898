import { t } from '@lingui/core/macro';
import type { PrinterView } from '#shared/contracts/ipc/printing.ts';
import { unreachable } from '#shared/lib/unreachable.ts';

export function printerWords(printer: PrinterView): string {
  switch (printer.state) {
    case 'none':
      return t`Récépissés en A4`;
    case 'ready':
      return t`Imprimante prête`;
    case 'problem':
      switch (printer.reason) {
        case 'paper-out':
          return t`Imprimante : plus de papier`;
        case 'cover-open':
          return t`Imprimante : capot ouvert`;
        default:
          return t`Imprimante : ne répond pas`;
      }
    default:
      return unreachable(printer);
  }
}
