import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { startGrcServer } from './server.ts';

/** Electron's channel to the parent; this file is the utility process's whole program. */
type ParentPort = { on: (event: 'message', listener: (message: { readonly data: unknown }) => void) => void; postMessage: (message: unknown) => void };
const parent = (process as unknown as { readonly parentPort: ParentPort }).parentPort;

async function main(): Promise<void> {
  const { PLAINPIED_GRC_DATA: folder = '', PLAINPIED_GRC_SECRET: secret = '', PLAINPIED_GRC_CODE: code, PLAINPIED_GRC_DEMO: demo } = process.env;
  if (folder === '' || secret === '') throw new Error('started without its folder and secret');
  const server = await startGrcServer({
    storage: { folder: join(folder, 'sql') },
    uploadsDir: join(folder, 'uploads'),
    uploadsKey: uploadsKey(process.env['PLAINPIED_GRC_UPLOADS_KEY']),
    launchSecret: secret,
    setup: { demo: demo === '1', enrolmentCode: code, codeKind: 'one-time', demoCitizens: 300, demoRequests: 120 },
    port: 0,
    clock: Date.now,
    onError: report,
  });
  parent.on('message', ({ data }) => {
    if (typeof data !== 'object' || data === null || !('stop' in data)) return;
    void server.close().finally(() => process.exit(0));
  });
  parent.postMessage({ ready: true, port: server.port });
}

function uploadsKey(secret: string | undefined): Uint8Array | undefined {
  return secret === undefined || secret === '' ? undefined : createHash('sha256').update(secret).digest();
}

/** Never what was sent: the name of the bug and its place. */
function report(route: string, cause: unknown): void {
  const frames = cause instanceof Error ? cause.stack?.split('\n').slice(1, 5).map((line) => line.trim()) : [];
  process.stderr.write(`${JSON.stringify({ level: 'error', scope: 'grc', route, error: cause instanceof Error ? cause.name : 'unknown', frames })}\n`);
}

main().catch((cause: unknown) => {
  report('start', cause);
  // Nothing was received yet, so that its message can hold nobody's data.
  process.stderr.write(`${cause instanceof Error ? cause.message.slice(0, 300) : 'unknown'}\n`);
  process.exit(1);
});
