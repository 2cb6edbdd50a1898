import { writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { contractCheck } from './check-answer.ts';

/** Stands before a server and holds every answer of its API against the contract. */
export type ContractProxy = {
  readonly url: string;
  /** Ends, and leaves what it saw in the folder of `GRC_CONTRACT`, where the runner of the suite counts it. */
  readonly close: () => Promise<void>;
};

export type ContractReport = { readonly answers: number; readonly operations: readonly string[]; readonly violations: readonly string[] };

export async function startContractProxy(targetUrl: string): Promise<ContractProxy> {
  const target = new URL(targetUrl);
  const { check } = contractCheck();
  const operations = new Set<string>();
  const violations = new Set<string>();
  let answers = 0;

  const server = http.createServer((request, response) => {
    const upstream = http.request({ host: target.hostname, port: target.port, method: request.method, path: request.url, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => judge(request, answer, Buffer.concat(chunks).toString('utf8')));
      answer.pipe(response);
    });
    // A cut is a cut on the other side too; a server that answers and stops reading is none.
    upstream.on('error', () => {
      if (!response.headersSent) response.destroy();
    });
    response.on('close', () => upstream.destroy());
    request.on('error', () => upstream.destroy());
    request.pipe(upstream);
  });

  function judge(request: http.IncomingMessage, answer: http.IncomingMessage, body: string): void {
    const { pathname } = new URL(request.url ?? '', targetUrl);
    if (!pathname.startsWith('/v1/') || pathname === '/v1/openapi.json') return;
    const seen = check({ method: request.method ?? '', path: pathname.slice('/v1'.length), status: answer.statusCode ?? 0, contentType: answer.headers['content-type'] ?? '', body });
    answers += 1;
    if (seen.operation !== undefined) operations.add(seen.operation);
    if (seen.violation !== undefined) violations.add(seen.violation);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      const folder = process.env['GRC_CONTRACT'];
      const report: ContractReport = { answers, operations: [...operations], violations: [...violations] };
      if (folder !== undefined) writeFileSync(path.join(folder, `${process.pid}-${port}.json`), JSON.stringify(report));
    },
  };
}
