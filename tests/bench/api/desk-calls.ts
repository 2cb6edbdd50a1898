import { randomBytes } from 'node:crypto';
import http from 'node:http';
import { enrolmentSchema, type Enrolment } from '#shared/contracts/grc-api/wire.ts';
import { formatDeskNumber } from '#shared/domain/desk/desk-number.ts';
import type { SealedRequest } from '#shared/domain/service-request/service-request.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import { DEMO_CLERKS } from '#electron/embedded-grc/seed/demo-town.ts';

export const newId = (): string => uuidv7(Date.now(), randomBytes(10));

export type Called = { readonly status: number; readonly body: string };

/** One keep-alive connection to the GRC, as a desk's gateway keeps it. */
export type DeskLine = {
  readonly desk: Enrolment;
  /** Rejects when the connection breaks. `onRequest` is given the call under way, for whoever wants to break it. */
  readonly call: (method: string, path: string, body: unknown, headers?: Record<string, string>, onRequest?: (request: http.ClientRequest) => void) => Promise<Called>;
  readonly create: (path: string, body: unknown, key?: string, onRequest?: (request: http.ClientRequest) => void) => Promise<Called>;
  readonly close: () => void;
};

export async function enrolLine(url: string, code: string): Promise<DeskLine> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const { hostname, port } = new URL(url);
  const send = (bearer: string): DeskLine['call'] => (method, path, body, headers = {}, onRequest = () => undefined) =>
    new Promise((resolve, reject) => {
      const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
      const request = http.request(
        { agent, hostname, port, method, path: `/v1${path}`, headers: { authorization: `Bearer ${bearer}`, ...(bytes && { 'content-type': 'application/json', 'content-length': bytes.length }), ...headers } },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject);
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }));
        },
      );
      request.on('error', reject);
      request.end(bytes);
      onRequest(request);
    });
  const answer = await send(code)('PUT', `/desks/${newId()}`, { label: '', version: 'bench' });
  const desk = enrolmentSchema.parse(JSON.parse(answer.body));
  const call = send(desk.credential);
  return {
    desk,
    call,
    create: (path, body, key = newId(), onRequest) => call('PUT', path, body, { 'idempotency-key': key, 'if-none-match': '*' }, onRequest),
    close: () => agent.destroy(),
  };
}

/** A request as a walk-in leaves it: a person, a form, a note, the number of its receipt. */
export function walkIn(desk: Enrolment, sequence: number, citizenId: string): SealedRequest {
  const at = new Date().toISOString();
  const [clerk] = DEMO_CLERKS;
  if (clerk === undefined) throw new Error('the demo has no clerk');
  return {
    id: newId(),
    procedureCode: 'danger',
    procedureVersion: 1,
    procedureTitle: 'Signaler un danger dans la rue',
    departmentCode: 'VOI',
    channel: 'counter',
    applicant: { citizenId, displayName: 'TESTARD Élodie' },
    beneficiaries: [],
    form: { place: 'rue du Puits, devant le numéro 14', kind: 'tree', detail: 'Une branche morte pend au-dessus du trottoir, près de l’arrêt de bus.', blocked: false },
    documents: [],
    attachments: [],
    note: 'L’usager demande à être rappelé.',
    trackingToken: randomBytes(16).toString('base64url'),
    receivedOn: at.slice(0, 10),
    deskNumber: formatDeskNumber({ year: Number(at.slice(0, 4)), site: desk.site, desk: desk.desk, sequence }),
    captured: { clerk: { id: clerk.id, name: clerk.name, title: clerk.title }, deskId: desk.deskId, site: desk.site, desk: desk.desk, at, zone: 'Europe/Paris' },
  };
}
