import { printerTransportContract } from './printer-transport.contract.ts';
import { createTcpPrinter } from './tcp-printer.ts';

printerTransportContract('TCP', (port) =>
  createTcpPrinter({ host: '127.0.0.1', port, connectMs: 2000, statusMs: 300, confirmMs: 1000, pollMs: 60 }),
);
