import { changesPageSchema } from '#shared/contracts/grc-api/wire.ts';
import { newId, type DeskLine } from './desk-line.ts';
import type { Throughput } from './pgbench.ts';
import { walkIn } from './sealed.ts';

/** Records requests from all desks at once, each sending its next when the last is answered. Throws when one is refused. */
export async function recordFor(lines: readonly DeskLine[], citizenIds: readonly string[], seconds: number, numbers: { next: number }): Promise<Throughput> {
  const latencies: number[] = [];
  const began = performance.now();
  const end = began + seconds * 1000;
  await Promise.all(lines.map(async (line, place) => {
    for (let sequence = (numbers.next += 1); performance.now() < end; sequence = (numbers.next += 1)) {
      const request = walkIn(line.desk, sequence, citizenIds[(sequence + place) % citizenIds.length] ?? '');
      const sent = performance.now();
      const { status, body } = await line.create(`/requests/${request.id}`, request, newId());
      if (status !== 201) throw new Error(`PUT /requests: ${status} ${body}`);
      latencies.push(performance.now() - sent);
    }
  }));
  const lasted = (performance.now() - began) / 1000;
  lines.forEach((line) => line.hangUp());
  return { perSecond: latencies.length / lasted, latencies };
}

/** Seconds that a desk takes to read so many of the requests, page by page from the beginning. */
export async function readFeed(line: DeskLine, rows: number): Promise<number> {
  const began = performance.now();
  let read = 0;
  for (let cursor = ''; read < rows;) {
    const { status, body } = await line.call('GET', `/changes?topics=requests&limit=1000&cursor=${cursor}`);
    if (status !== 200) throw new Error(`GET /changes: ${status} ${body}`);
    const page = changesPageSchema.parse(JSON.parse(body));
    read += page.items.length;
    cursor = page.nextCursor;
    if (!page.more && read < rows) throw new Error(`the feed ends after ${read} rows`);
  }
  line.hangUp();
  return (performance.now() - began) / 1000;
}
