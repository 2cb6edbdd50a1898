import { join } from 'node:path';
import { z } from 'zod';
import { describeBug } from './operation/describe-bug.ts';
import { startGrcServer } from './server.ts';

/** Electron's channel to the parent; this file is the utility process's whole program. */
type ParentPort = { on: (event: 'message', listener: (message: { readonly data: unknown }) => void) => void; postMessage: (message: unknown) => void };
const parent = (process as unknown as { readonly parentPort: ParentPort }).parentPort;

/** What the parent may say: the key of the files, once the desk is open, or that it is time to leave. */
const toldSchema = z.union([z.object({ uploadsKey: z.base64().length(44) }), z.object({ stop: z.literal(true) })]);

async function main(): Promise<void> {
  const { PLAINPIED_GRC_DATA: folder = '', PLAINPIED_GRC_SECRET: secret = '', PLAINPIED_GRC_CODE: code, PLAINPIED_GRC_DEMO: demo } = process.env;
  if (folder === '' || secret === '') throw new Error('started without its folder and secret');
  const server = await startGrcServer({
    storage: { folder: join(folder, 'sql') },
    uploadsDir: join(folder, 'uploads'),
    uploadsEncrypted: true,
    launchSecret: secret,
    setup: { demo: demo === '1', enrolmentCode: code, codeKind: 'one-time', demoCitizens: 300, demoRequests: 120 },
    port: 0,
    clock: Date.now,
    onError: report,
  });
  parent.on('message', ({ data }) => {
    const told = toldSchema.safeParse(data);
    if (!told.success) return;
    if ('uploadsKey' in told.data) server.unlockUploads(Buffer.from(told.data.uploadsKey, 'base64'));
    else void server.close().finally(() => process.exit(0));
  });
  parent.postMessage({ ready: true, port: server.port });
}

function report(route: string, cause: unknown): void {
  process.stderr.write(`${JSON.stringify({ level: 'error', scope: 'grc', route, ...describeBug(cause) })}\n`);
}

main().catch((cause: unknown) => {
  report('start', cause);
  // Nothing was received yet, so that its message can hold nobody's data.
  process.stderr.write(`${cause instanceof Error ? cause.message.slice(0, 300) : 'unknown'}\n`);
  process.exit(1);
});
