import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { townFileSchema, type TownFile } from './town-file.ts';

/** Throws an Error whose message is for the administrator: fields and what is wrong with them, never their values. */
export function readTownFile(file: string): TownFile {
  const read = townFileSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!read.success) throw new Error(`${file}: ${z.prettifyError(read.error)}`);
  return read.data;
}
