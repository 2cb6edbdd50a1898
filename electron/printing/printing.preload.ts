import type { DesktopBridge } from '#shared/contracts/ipc/bridge.ts';
import { call, subscribe } from '#electron/ipc/call.preload.ts';

export const printing: DesktopBridge['printing'] = {
  jobs: call('printing:jobs'),
  printer: call('printing:printer'),
  reprint: call('printing:reprint'),
  resolve: call('printing:resolve'),
  saveA4: call('printing:save-a4'),
  acknowledgement: call('printing:acknowledgement'),
  printAcknowledgement: call('printing:print-acknowledgement'),
  acknowledgementPosted: call('printing:acknowledgement-posted'),
  onJobsChanged: subscribe('printing:jobs-changed'),
  onPrinterChanged: subscribe('printing:printer-changed'),
};
