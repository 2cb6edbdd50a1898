import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type IppFault = 'none' | 'paper-out' | 'cover-open' | 'offline' | 'refuses' | 'holds' | 'aborts' | 'never-ends' | 'cuts-the-line' | 'no-pdf';

/** An office printer as the network sees it (RFC 8011): it takes PDF over IPP on this computer, and keeps what came out. */
export type IppSimulator = {
  readonly url: string;
  /** Documents that came out, whole. */
  readonly papers: readonly Buffer[];
  /** Every document that was sent, out or not. */
  readonly sent: readonly Buffer[];
  fail(fault: IppFault): void;
  close(): Promise<void>;
};

type Job = { state: number; readonly document: Buffer };
const OK = 0x0000;
const SERVER_BUSY = 0x0507;
const NOT_POSSIBLE = 0x0404;

export async function startIppSimulator(): Promise<IppSimulator> {
  const jobs: Job[] = [];
  const papers: Buffer[] = [];
  let fault: IppFault = 'none';

  /** What waits comes out as soon as nothing is in the way. */
  function work(): void {
    for (const job of jobs) {
      if (job.state !== 3 && job.state !== 5) continue;
      if (fault === 'none') {
        job.state = 9;
        papers.push(job.document);
      } else if (fault === 'aborts') job.state = 8;
      else if (fault === 'never-ends' || fault === 'paper-out') job.state = 5;
    }
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const operation = body.readUInt16BE(2);
      if (operation === 0x0002 && fault === 'cuts-the-line') return void request.socket.destroy();
      const { jobId, document } = opened(body);
      work();
      response.writeHead(200, { 'content-type': 'application/ipp' });
      response.end(answer(operation, jobId, document));
    });
  });

  function answer(operation: number, jobId: number, document: Buffer): Buffer {
    const job = jobs[jobId - 1];
    switch (operation) {
      case 0x0002:
        if (fault === 'refuses') return message(SERVER_BUSY, []);
        jobs.push({ state: 3, document });
        return message(OK, [enumeration(0x21, 'job-id', jobs.length), enumeration(0x23, 'job-state', 3)]);
      case 0x0009:
        return job === undefined ? message(NOT_POSSIBLE, []) : message(OK, [enumeration(0x23, 'job-state', job.state)]);
      case 0x0008:
        if (job === undefined || job.state === 9) return message(NOT_POSSIBLE, []);
        job.state = 7;
        return message(OK, []);
      default:
        return message(OK, [
          enumeration(0x23, 'printer-state', fault === 'offline' ? 5 : 3),
          word('printer-state-reasons', 0x44, fault === 'paper-out' ? 'media-empty-error' : fault === 'cover-open' ? 'cover-open' : 'none'),
          word('document-format-supported', 0x49, 'application/postscript'),
          ...(fault === 'no-pdf' ? [] : [word('', 0x49, 'application/pdf')]),
        ]);
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `ipp://127.0.0.1:${(server.address() as AddressInfo).port}/ipp/print`,
    papers,
    get sent() {
      return jobs.map(({ document }) => document);
    },
    fail: (next) => {
      fault = next;
      work();
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** The number of the job that is meant, and what follows the attributes. */
function opened(body: Buffer): { readonly jobId: number; readonly document: Buffer } {
  let at = 8;
  let jobId = 0;
  while (body[at] !== 0x03) {
    if ((body[at] ?? 0) < 0x10) {
      at += 1;
      continue;
    }
    const nameLength = body.readUInt16BE(at + 1);
    const name = body.toString('latin1', at + 3, at + 3 + nameLength);
    const valueAt = at + 5 + nameLength;
    if (name === 'job-id') jobId = body.readInt32BE(valueAt);
    at = valueAt + body.readUInt16BE(valueAt - 2);
  }
  return { jobId, document: body.subarray(at + 1) };
}

function message(status: number, attributes: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.from([2, 0, status >> 8, status & 255, 0, 0, 0, 1, 0x01]), word('attributes-charset', 0x47, 'utf-8'), word('attributes-natural-language', 0x48, 'en'), Buffer.from([0x02]), ...attributes, Buffer.from([0x03])]);
}

function word(name: string, tag: number, value: string): Buffer {
  return Buffer.concat([Buffer.from([tag, 0, name.length]), Buffer.from(name), Buffer.from([0, value.length]), Buffer.from(value)]);
}

function enumeration(tag: number, name: string, value: number): Buffer {
  return Buffer.concat([Buffer.from([tag, 0, name.length]), Buffer.from(name), Buffer.from([0, 4, 0, 0, value >> 8, value & 255])]);
}
