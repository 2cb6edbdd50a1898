import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { describeBug } from './operation/describe-bug.ts';
import { NoTownError } from './seed/prepare-town.ts';
import { readTownFile } from './seed/read-town-file.ts';
import type { TownFile } from './seed/town-file.ts';
import { startGrcServer, type GrcServer } from './server.ts';

/** Electron's channel to the parent; this file is the utility process's whole program. */
type ParentPort = { on: (event: 'message', listener: (message: { readonly data: unknown }) => void) => void; postMessage: (message: unknown) => void };
const parent = (process as unknown as { readonly parentPort: ParentPort }).parentPort;

/** What the parent may say: the key of the files, once the desk is open, or that it is time to leave. */
const toldSchema = z.union([z.object({ uploadsKey: z.base64().length(44) }), z.object({ stop: z.literal(true) })]);

/** How this process ends when there is no town to serve: the parent tells the clerk. */
const EXITS = { 'town-missing': 3, 'town-refused': 4 } as const;

async function main(): Promise<void> {
  const { PLAINPIED_GRC_TOWN: town = '' } = process.env;
  const given = town !== '' && existsSync(town);
  const server = await (given ? startWith(() => readTownFile(town)).catch(goOnWithout) : startWith(() => undefined)).catch((cause: unknown) => {
    say(cause);
    process.exit(cause instanceof NoTownError ? EXITS[given ? 'town-refused' : 'town-missing'] : 1);
  });
  parent.on('message', ({ data }) => {
    const told = toldSchema.safeParse(data);
    if (!told.success) return;
    if ('uploadsKey' in told.data) server.unlockUploads(Buffer.from(told.data.uploadsKey, 'base64'));
    else void server.close().finally(() => process.exit(0));
  });
  parent.postMessage({ ready: true, port: server.port });
}

/** A town that is there already goes on as it is; the log says what is wrong with its file. */
function goOnWithout(cause: unknown): Promise<GrcServer> {
  say(cause);
  return startWith(() => undefined);
}

async function startWith(townFile: () => TownFile | undefined): Promise<GrcServer> {
  const { PLAINPIED_GRC_DATA: folder = '', PLAINPIED_GRC_SECRET: secret = '', PLAINPIED_GRC_CODE: code, PLAINPIED_GRC_DEMO: demo } = process.env;
  if (folder === '' || secret === '') throw new Error('started without its folder and secret');
  return startGrcServer({
    storage: { folder: join(folder, 'sql') },
    uploadsDir: join(folder, 'uploads'),
    uploadsEncrypted: true,
    launchSecret: secret,
    setup: { demo: demo === '1', enrolmentCode: code, codeKind: 'one-time', demoCitizens: 300, demoRequests: 120, townFile: townFile() },
    port: 0,
    clock: Date.now,
    onError: report,
  });
}

function report(route: string, cause: unknown): void {
  process.stderr.write(`${JSON.stringify({ level: 'error', scope: 'grc', route, ...describeBug(cause) })}\n`);
}

/** Before anything was received, so that its message can hold nobody's data. */
function say(cause: unknown): void {
  report('start', cause);
  process.stderr.write(`${cause instanceof Error ? cause.message.slice(0, 1000) : 'unknown'}\n`);
}

void main();
