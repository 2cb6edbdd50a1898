import { z } from 'zod';
import type { Topic } from '#shared/contracts/grc-api/wire.ts';
import { operationSchema, recordOf, type Operation } from '#shared/sync/operation.ts';
import type { QueuedOperation } from '#shared/sync/queued-operation.ts';
import { openBox, type DataKeys } from './boxes.ts';
import { rowId, type OpRow } from './rows.ts';

/** Stored work is untrusted: an older build may have written it. */
const queuedSchema = z.object({
  operation: operationSchema,
  recordedAt: z.number(),
  state: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('recorded') }),
    z.object({ kind: z.literal('waiting') }),
    z.object({ kind: z.literal('parked'), code: z.string(), messageFr: z.string().nullable(), current: z.unknown().optional() }),
  ]),
});

/** Rejects when the row is altered or unreadable. */
export async function openOperation(keys: DataKeys, row: OpRow): Promise<QueuedOperation> {
  return queuedSchema.parse(await openBox(keys, operationBoxId(row.opId), row.box));
}

export function operationBoxId(opId: string): string {
  return `ops:${opId}`;
}

/** The view row that a write changes; empty for an audit, which changes none. */
export function aboutOf(operation: Operation): string {
  const record = recordOf(operation);
  return record === undefined ? '' : rowId(record.topic, record.id);
}

export function isRow(topic: Topic, id: string): boolean {
  return id.startsWith(`${topic}:`);
}
