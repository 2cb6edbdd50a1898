import type http from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { writeAnswerSchema } from '#shared/contracts/grc-api/wire.ts';
import { newId, type Called, type DeskLine } from './desk-line.ts';
import { letter, walkIn } from './sealed.ts';

/** What a desk was promised: the number of each record by its id. */
export type Ledger = { readonly requests: Map<string, string>; readonly mailItems: Map<string, string> };
export type Hardships = { cuts: number; repeats: number; toldToWait: number };

const REPEATED = 0.1;
const CUT = 0.05;
/** Longer than most answers take: some cuts come before the effect, some between the effect and its answer. */
const CUT_WITHIN_MS = 60;
const AGAIN_MS = 100;

/** Records until there is no more work: three visits, two letters, and so on; asks again, and is cut off, at random. */
export async function workRoughly(line: DeskLine, citizenIds: readonly string[], work: { left: number }, ledger: Ledger, hardships: Hardships): Promise<void> {
  for (let sequence = 1; work.left > 0; sequence += 1) {
    work.left -= 1;
    const isVisit = work.left % 5 < 3;
    const record = isVisit ? walkIn(line.desk, sequence, citizenIds[work.left % citizenIds.length] ?? '') : letter(line.desk, sequence);
    const path = `/${isVisit ? 'requests' : 'mail-items'}/${record.id}`;
    const key = newId();
    const number = numberIn(await untilAnswered(line, path, record, key, hardships));
    (isVisit ? ledger.requests : ledger.mailItems).set(record.id, number);
    if (Math.random() >= REPEATED) continue;
    hardships.repeats += 1;
    const again = await untilAnswered(line, path, record, key, hardships);
    if (again.status !== 200 || numberIn(again) !== number) throw new Error(`the same call again: ${again.status} ${again.body}, not ${number}`);
  }
}

/** The same call with the same key, as a desk sends it: until the GRC takes it. Throws when it refuses. */
async function untilAnswered(line: DeskLine, path: string, body: unknown, key: string, hardships: Hardships): Promise<Called> {
  for (;;) {
    const isCut = Math.random() < CUT;
    if (isCut) hardships.cuts += 1;
    const answer = await line.create(path, body, key, isCut ? cutSoon : undefined).catch(() => undefined);
    if (answer?.status === 200 || answer?.status === 201) return answer;
    if (answer !== undefined && !answer.body.includes('"retryable":true')) throw new Error(`${path}: ${answer.status} ${answer.body}`);
    if (answer !== undefined) hardships.toldToWait += 1;
    await pause(AGAIN_MS);
  }
}

function cutSoon(request: http.ClientRequest): void {
  setTimeout(() => request.destroy(), Math.random() * CUT_WITHIN_MS);
}

function numberIn({ body }: Called): string {
  const { grcNumber } = writeAnswerSchema.parse(JSON.parse(body));
  if (grcNumber === null) throw new Error('accepted without a number');
  return grcNumber;
}
