import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { APP_FOLDER } from '#build/electron-launch.ts';
import type { z } from 'zod';
import { DEMO_CLERKS } from '#electron/embedded-grc/seed/demo-town.ts';
import { acknowledgementAnswerSchema } from '#shared/contracts/grc-api/papers.ts';
import { changesPageSchema, enrolmentSchema, sessionAnswerSchema, type CitizenRecord } from '#shared/contracts/grc-api/wire.ts';
import type { DeskDay } from '#shared/domain/desk/desk-day.ts';
import type { MailItem, MailItemIntent } from '#shared/domain/mail/mail-item.ts';
import type { ServiceRequest } from '#shared/domain/service-request/service-request.ts';
import { startUntil, stopTree } from './processes.ts';

/** A GRC of its own, started as an administrator would: `npm run grc`. */
export type RunningGrc = {
  readonly url: string;
  readonly enrolmentCode: string;
  readonly child: ChildProcess;
  /** The end of what it wrote: its log. */
  said(): string;
  /** All that it holds, read as any desk reads it: through the API. */
  holdings(): Promise<GrcHoldings>;
  /** The acknowledgement of a demande and how it reached the citizen, as a clerk at any desk is told. */
  acknowledgement(requestId: string): Promise<z.output<typeof acknowledgementAnswerSchema>>;
  /** Enters letters as another desk of the town did. */
  enter(letters: readonly MailItemIntent[]): Promise<void>;
  /** SHA-256 of each file that lies on its own disk, as `sha256sum` would tell it. */
  filesAtRest(): readonly string[];
  stop(): Promise<void>;
};

export type GrcHoldings = {
  readonly requests: readonly ServiceRequest[];
  readonly citizens: readonly CitizenRecord[];
  readonly mailItems: readonly MailItem[];
  readonly deskDays: readonly DeskDay[];
};

export async function startGrc(options: { readonly dataDir: string; readonly demo?: boolean; readonly args?: readonly string[]; readonly env?: NodeJS.ProcessEnv }): Promise<RunningGrc> {
  const { child, match, output } = await startUntil(
    process.execPath,
    [path.join(APP_FOLDER, 'electron/embedded-grc/cli.ts'), '--port', '0', '--data', options.dataDir, ...(options.demo === false ? [] : ['--demo']), ...(options.args ?? [])],
    /(https?:\/\/127\.0\.0\.1:\d+)[\s\S]*?enrolment code:?\s+(\S+)/i,
    { cwd: APP_FOLDER, timeoutMs: 180_000, ...(options.env && { env: options.env }) },
  );
  const [, url, enrolmentCode] = match;
  if (url === undefined || enrolmentCode === undefined) throw new Error('the GRC did not say its address and code');
  let reader: string | undefined;
  return {
    url,
    enrolmentCode,
    child,
    said: output,
    async holdings() {
      reader ??= await enrolReader(url, enrolmentCode);
      return readAll(url, reader);
    },
    async acknowledgement(requestId) {
      reader ??= await enrolReader(url, enrolmentCode);
      return readAcknowledgement(url, reader, requestId);
    },
    async enter(letters) {
      reader ??= await enrolReader(url, enrolmentCode);
      for (const letter of letters) {
        const headers = { authorization: `Bearer ${reader}`, 'content-type': 'application/json', 'idempotency-key': letter.id, 'if-none-match': '*' };
        const answer = await fetch(`${url}/v1/mail-items/${letter.id}`, { method: 'PUT', headers, body: JSON.stringify({ ...letter, deskNumber: null, captured: null }) });
        if (!answer.ok) throw new Error(`mail item: ${answer.status} ${await answer.text()}`);
      }
    },
    filesAtRest: () => {
      const folder = path.join(options.dataDir, 'uploads');
      const names = existsSync(folder) ? readdirSync(folder) : [];
      return names.map((name) => createHash('sha256').update(readFileSync(path.join(folder, name))).digest('hex'));
    },
    stop: () => stopTree(child),
  };
}

/** A desk of its own that only reads, so that a test sees what any other desk of the town would. */
async function enrolReader(url: string, code: string): Promise<string> {
  const id = '0190a000-0000-7000-8000-0000000000aa';
  const answer = await fetch(`${url}/v1/desks/${id}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${code}`, 'content-type': 'application/json' },
    body: JSON.stringify({ label: 'Lecture', version: '0' }),
  });
  if (!answer.ok) throw new Error(`enrolment of the reading desk: ${answer.status} ${await answer.text()}`);
  return enrolmentSchema.parse(await answer.json()).credential;
}

async function readAcknowledgement(url: string, credential: string, requestId: string): Promise<z.output<typeof acknowledgementAnswerSchema>> {
  const [clerk] = DEMO_CLERKS;
  const signedIn = await fetch(`${url}/v1/sessions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${credential}`, 'content-type': 'application/json' },
    body: JSON.stringify({ clerkId: clerk?.id, pin: clerk?.pin }),
  });
  const { token } = sessionAnswerSchema.parse(await signedIn.json());
  const answer = await fetch(`${url}/v1/requests/${requestId}/acknowledgement`, { headers: { authorization: `Bearer ${token}` } });
  return acknowledgementAnswerSchema.parse(await answer.json());
}

async function readAll(url: string, credential: string): Promise<GrcHoldings> {
  const requests = new Map<string, ServiceRequest>();
  const citizens = new Map<string, CitizenRecord>();
  const mailItems = new Map<string, MailItem>();
  const deskDays = new Map<string, DeskDay>();
  let cursor = '';
  for (;;) {
    const query = new URLSearchParams({ topics: 'desk-days,citizens,requests,mail-items', limit: '500', ...(cursor && { cursor }) });
    const answer = await fetch(`${url}/v1/changes?${query}`, { headers: { authorization: `Bearer ${credential}` } });
    if (!answer.ok) throw new Error(`changes: ${answer.status} ${await answer.text()}`);
    const page = changesPageSchema.parse(await answer.json());
    for (const change of page.items) {
      if (change.topic === 'requests' && change.record) requests.set(change.id, change.record);
      if (change.topic === 'desk-days' && change.record) deskDays.set(change.id, change.record);
      if (change.topic === 'mail-items' && change.record) mailItems.set(change.id, change.record);
      if (change.topic === 'citizens' && change.record) citizens.set(change.id, change.record);
    }
    cursor = page.nextCursor;
    if (!page.more) return { requests: [...requests.values()], citizens: [...citizens.values()], mailItems: [...mailItems.values()], deskDays: [...deskDays.values()] };
  }
}
