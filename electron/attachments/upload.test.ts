import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Attachment } from '#shared/domain/document/attachment.ts';
import { failureAnswer } from '#electron/gateway/network-failure.ts';
import { uploadStep, type SendUpload } from './upload.ts';

const ID = '0190a000-0000-7000-8000-000000000001';
const PIECE = 1000;
const bytes = randomBytes(3500);
const attachment: Attachment = {
  id: ID,
  mediaType: 'application/pdf',
  byteLength: bytes.length,
  pageCount: 1,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  label: 'avis',
};
const subject = { attachment, requestId: ID, citizenId: null };
const piece = async (offset: number): Promise<Uint8Array> => bytes.subarray(offset, offset - (offset % PIECE) + PIECE);

/** A server in memory; `fate` decides what becomes of each call: answered, lost before, or its answer lost. */
function memoryServer(fate: () => 'answer' | 'lost' | 'answer-lost' = () => 'answer') {
  let held: Buffer | undefined;
  let patched = 0;
  const unreachable = (): Response => failureAnswer('unreachable');
  const send: SendUpload = async ({ method, headers, body }) => {
    const what = fate();
    if (what === 'lost') return unreachable();
    const answer = serve(method, headers, body);
    return what === 'answer' ? answer : unreachable();
  };
  function serve(method: string, headers: Readonly<Record<string, string>>, body?: Uint8Array): Response {
    const offset = (): Record<string, string> => ({ 'upload-offset': String(held?.length ?? 0) });
    if (method === 'HEAD') return held === undefined ? new Response(null, { status: 404 }) : new Response(null, { status: 200, headers: offset() });
    if (method === 'POST') {
      held ??= Buffer.alloc(0);
      return new Response(null, { status: 201, headers: offset() });
    }
    if (Number(headers['upload-offset']) !== held?.length) return new Response(null, { status: 409 });
    held = Buffer.concat([held, body ?? new Uint8Array()]);
    patched += body?.length ?? 0;
    return new Response(null, { status: 204, headers: offset() });
  }
  return { send, held: () => held, patched: () => patched };
}

async function run(send: SendUpload, steps: number): Promise<string> {
  for (let step = 0; step < steps; step += 1) {
    const answer = await uploadStep(send, subject, piece);
    if (answer.phase === 'verified') return 'verified';
    if (answer.phase === 'needs-clerk') return answer.code;
  }
  return 'unfinished';
}

test('a file goes in pieces, each byte once', async () => {
  const server = memoryServer();
  expect([await run(server.send, 10), server.held()?.equals(bytes), server.patched()]).toEqual(['verified', true, bytes.length]);
});

test('through any cuts and lost answers the server ends with these very bytes, none sent twice into the file', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom('answer' as const, 'lost' as const, 'answer-lost' as const), { maxLength: 40 }), async (fates) => {
      const script = [...fates];
      const server = memoryServer(() => script.shift() ?? 'answer');
      expect([await run(server.send, 80), server.held()?.equals(bytes)]).toEqual(['verified', true]);
    }),
  );
});

test('a step that is given no time sends one piece', async () => {
  const server = memoryServer();
  expect(await uploadStep(server.send, subject, piece, 0)).toEqual({ phase: 'sending', offset: PIECE, length: bytes.length });
});

test('a step cut after a piece says how far it got; a refusal is told whenever it comes', async () => {
  const refusal = { type: 'about:blank', title: 'x', status: 422, code: 'hash-mismatch', messageFr: 'Le fichier diffère.', retryable: false };
  const thenAnswers = (last: () => Response): SendUpload => {
    const server = memoryServer();
    return async (call) => (call.method === 'PATCH' && server.patched() > 0 ? last() : server.send(call));
  };
  expect([
    await uploadStep(thenAnswers(() => failureAnswer('unreachable')), subject, piece),
    await uploadStep(thenAnswers(() => Response.json(refusal, { status: 422 })), subject, piece),
  ]).toEqual([
    { phase: 'sending', offset: PIECE, length: bytes.length },
    { phase: 'needs-clerk', code: 'hash-mismatch' },
  ]);
});

test('only a problem of ours that is final goes to a clerk', async () => {
  const answering = (status: number, body: unknown): SendUpload => async () => Response.json(body, { status, headers: { 'retry-after': '7' } });
  const problem = { type: 'about:blank', title: 'x', status: 422, code: 'hash-mismatch', messageFr: 'Le fichier diffère.', retryable: false };
  expect([
    await uploadStep(answering(422, problem), subject, piece),
    await uploadStep(answering(503, { ...problem, retryable: true }), subject, piece),
    await uploadStep(answering(401, problem), subject, piece),
    await uploadStep(answering(403, '<html>'), subject, piece),
    await uploadStep(() => Promise.resolve(failureAnswer('unreachable')), subject, piece),
  ]).toEqual([
    { phase: 'needs-clerk', code: 'hash-mismatch' },
    { phase: 'retry-later', retryAfterMs: 7000 },
    { phase: 'retry-later', retryAfterMs: 7000 },
    { phase: 'retry-later', retryAfterMs: 7000 },
    { phase: 'line-broke' },
  ]);
});

test('bytes that the server already holds for this person are not sent again', async () => {
  let patches = 0;
  const send: SendUpload = async ({ method }) => {
    if (method === 'PATCH') patches += 1;
    return method === 'HEAD' ? new Response(null, { status: 404 }) : new Response(null, { status: 201, headers: { 'upload-offset': String(bytes.length) } });
  };
  expect([await uploadStep(send, subject, piece), patches]).toEqual([{ phase: 'verified' }, 0]);
});

test('a file is announced by its request, or by its letter', async () => {
  const announced: (string | undefined)[] = [];
  const send: SendUpload = ({ method, headers }) => {
    const metadata = headers['upload-metadata']?.split(',').map((member) => member.split(' '));
    if (method === 'POST') announced.push(metadata?.filter(([name]) => name === 'requestId' || name === 'mailItemId').map(([name, value]) => `${name} ${Buffer.from(value ?? '', 'base64').toString()}`).join());
    return Promise.resolve(new Response(null, { status: method === 'HEAD' ? 404 : 503 }));
  };
  await uploadStep(send, subject, piece);
  await uploadStep(send, { attachment, mailItemId: ID, citizenId: null }, piece);
  expect(announced).toEqual([`requestId ${ID}`, `mailItemId ${ID}`]);
});
