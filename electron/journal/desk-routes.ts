import { acknowledgementSchema } from '#shared/contracts/desk-api/desk-api.ts';
import { deskProblem, type DeskRoute } from '#electron/ipc/desk-route.ts';
import type { Journal } from './journal.ts';

const PAGE = 500;

/** What the sync worker may ask of the journal. */
export function journalRoutes(journal: Journal, now: () => number): readonly DeskRoute[] {
  return [
    {
      method: 'GET',
      pattern: /^\/desk\/journal$/,
      handle: async (request) => {
        const after = Number(new URL(request.url).searchParams.get('after') ?? '0');
        if (!Number.isInteger(after) || after < 0) return deskProblem(400, 'bad-after');
        return Response.json(await journal.read(after, PAGE));
      },
    },
    {
      method: 'POST',
      pattern: /^\/desk\/acknowledgements$/,
      handle: async (request) => {
        const ack = acknowledgementSchema.safeParse(await request.json().catch(() => undefined));
        if (!ack.success) return deskProblem(400, 'bad-acknowledgement');
        await journal.acknowledge(ack.data, now());
        return new Response(null, { status: 204 });
      },
    },
  ];
}
