import type { z } from 'zod';
import { GATEWAY_HEADER } from '#shared/contracts/desk-api/gateway-answer.ts';
import { meSchema, presentationAnswerSchema, type Me, type presentationSchema } from '#shared/contracts/grc-api/about.ts';
import { clerksSchema, enrolmentSchema, problemSchema, sessionAnswerSchema, type Enrolment, type enrolmentRequestSchema } from '#shared/contracts/grc-api/wire.ts';
import type { Clerk } from '#shared/domain/desk/town.ts';
import type { EnrolRefusal } from '#shared/contracts/ipc/session.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { SendToGrc } from './ports.ts';

export type ClerkToken = { readonly value: string; readonly expiresAt: number };
export type SessionOutcome =
  | { readonly outcome: 'signed-in'; readonly clerk: Clerk; readonly token: ClerkToken }
  | { readonly outcome: 'wrong-pin' }
  | { readonly outcome: 'too-soon'; readonly waitMs: number }
  /** Nothing that the GRC itself said about this PIN. */
  | { readonly outcome: 'unreachable' };

const json = { 'content-type': 'application/json' } as const;
/** Someone stands at the counter: past this, what the desk knows by itself decides. */
const SIGN_IN_MS = 4_000;

/** Who asks to be enrolled; `nonce` and `formerly` as the GRC's contract says. */
export type Candidate = { readonly deskUid: string; readonly label: string | undefined; readonly version: string } & Pick<z.output<typeof enrolmentRequestSchema>, 'nonce' | 'formerly'>;

/** PUT /desks/{uid} with a one-time code or a site token; the same desk may ask again. `cloned`: another computer has this id. */
export async function enrolDesk(send: SendToGrc, code: string, { deskUid, label = '', ...asked }: Candidate): Promise<Result<Enrolment, EnrolRefusal | { readonly code: 'cloned' }>> {
  const answer = await send({
    method: 'PUT',
    path: `/desks/${deskUid}`,
    credential: { bearer: code },
    headers: json,
    body: JSON.stringify({ ...asked, label: label.slice(0, 80) }),
  });
  if (answer.ok) {
    const enrolment = await parsed(answer, enrolmentSchema);
    return enrolment === undefined ? err({ code: 'unreachable' }) : ok(enrolment);
  }
  const problem = await parsed(answer, problemSchema);
  if (problem === undefined) return err({ code: 'unreachable' });
  if (problem.code === 'desk-cloned') return err({ code: 'cloned' });
  if (/expired/.test(problem.code)) return err({ code: 'expired-code' });
  if (/room|full|exhausted/.test(problem.code)) return err({ code: 'no-room' });
  return err({ code: problem.retryable ? 'unreachable' : 'wrong-code' });
}

/** What the GRC itself said of this desk; `not-heard` for whatever else came, so that a proxy or a restart puts no desk out. */
export type Standing = 'known' | 'cloned' | 'unknown' | 'not-heard';
/** `lastNumber`: the last of this year that the GRC holds of the desk. */
export type Presented = { readonly standing: 'known'; readonly lastNumber: string | null } | { readonly standing: Exclude<Standing, 'known'> };

/** POST /desks/{uid}/presentation */
export async function presentDesk(send: SendToGrc, deskId: string, shown: z.output<typeof presentationSchema>): Promise<Presented> {
  const answer = await send({ method: 'POST', path: `/desks/${deskId}/presentation`, credential: 'desk', headers: json, body: JSON.stringify(shown), timeoutMs: SIGN_IN_MS });
  if (answer.ok) {
    const taken = await parsed(answer, presentationAnswerSchema);
    return taken === undefined ? { standing: 'not-heard' } : { standing: 'known', lastNumber: taken.lastNumber };
  }
  const code = (await parsed(answer, problemSchema))?.code;
  if (code === 'desk-cloned') return { standing: 'cloned' };
  return { standing: answer.status === 401 && code === 'credential-unknown' ? 'unknown' : 'not-heard' };
}

/** GET /clerks; undefined when the GRC did not say. */
export async function fetchClerks(send: SendToGrc): Promise<readonly Clerk[] | undefined> {
  const answer = await send({ method: 'GET', path: '/clerks', credential: 'desk' });
  return answer.ok ? (await parsed(answer, clerksSchema))?.clerks : undefined;
}

/** GET /me of the clerk at the desk; undefined when the GRC did not say. */
export async function fetchMe(send: SendToGrc): Promise<Me | undefined> {
  const answer = await send({ method: 'GET', path: '/me', credential: 'clerk' });
  return answer.ok ? parsed(answer, meSchema) : undefined;
}

/** POST /sessions. Only a problem of the GRC's own can say that a PIN is wrong. */
export async function openClerkSession(send: SendToGrc, clerkId: string, pin: string): Promise<SessionOutcome> {
  const answer = await send({
    method: 'POST',
    path: '/sessions',
    credential: 'desk',
    headers: json,
    body: JSON.stringify({ clerkId, pin }),
    timeoutMs: SIGN_IN_MS,
  });
  if (answer.ok) {
    const session = await parsed(answer, sessionAnswerSchema);
    if (session === undefined) return { outcome: 'unreachable' };
    return { outcome: 'signed-in', clerk: session.clerk, token: { value: session.token, expiresAt: Date.parse(session.expiresAt) } };
  }
  const problem = await parsed(answer, problemSchema);
  if (problem?.code === 'wrong-pin') return { outcome: 'wrong-pin' };
  if (answer.status === 429 && problem !== undefined) return { outcome: 'too-soon', waitMs: Number(answer.headers.get('retry-after') ?? 30) * 1000 };
  return { outcome: 'unreachable' };
}

async function parsed<Shape extends z.ZodType>(answer: Response, schema: Shape): Promise<z.infer<Shape> | undefined> {
  if (answer.headers.has(GATEWAY_HEADER)) return undefined;
  try {
    return schema.parse(await answer.json());
  } catch {
    return undefined;
  }
}
