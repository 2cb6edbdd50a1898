import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomicSync } from '#electron/settings/atomic-file.ts';
import type { UnsentEntry } from './unsent.ts';

/** Left in a desk's folder by a sealed export that was read back whole. */
const exportedSchema = z.object({ v: z.literal(1), at: z.string(), file: z.string(), sha256: z.string(), throughSeq: z.int() });
export type Exported = z.infer<typeof exportedSchema>;

export function keepExported(folder: string, exported: Omit<Exported, 'v'>): void {
  writeFileAtomicSync(join(folder, 'exported.json'), JSON.stringify({ v: 1, ...exported }));
}

/** What stands against taking the desk out of service: unsent entries that no export holds. */
export function notExported(folder: string, entries: readonly UnsentEntry[]): readonly UnsentEntry[] {
  const file = join(folder, 'exported.json');
  const exported = existsSync(file) ? exportedSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
  const through = exported?.success === true ? exported.data.throughSeq : 0;
  return entries.filter(({ sealed }) => sealed.seq > through);
}
