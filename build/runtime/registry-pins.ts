import { z } from 'zod';

const insideFolder = z.string().regex(/^(?!\/)(?!.*\.\.)[\w@./-]+$/);

const pinsSchema = z.object({
  package: z.string(),
  integrity: z.string().startsWith('sha512-'),
  archive: insideFolder,
  electron: z.string(),
  executables: z.array(insideFolder),
  files: z.array(z.object({ from: insideFolder, to: insideFolder, sha256: z.hex().length(64), size: z.int().positive() })).min(1),
}).readonly();

/** Which package holds the copy, and the hash of every file that is taken from it. */
export type RegistryPins = z.infer<typeof pinsSchema>;

export function parsePins(json: string): RegistryPins {
  return pinsSchema.parse(JSON.parse(json));
}
