import { existsSync } from 'node:fs';
import { access, mkdir, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { join, parse } from 'node:path';

/** Beside the files themselves, so that a claim is one rename on the same disk. */
const CLAIMS = '.plainpied';

/** The files of a folder that a job has made its own; whoever renames a file first has it, on this desk or on another. */
export type Claims = {
  /** Rejects when the folder may not be written to. */
  readonly open: (jobId: string) => Promise<void>;
  /** The name it has among the job's files; undefined when another desk was faster or its writer still holds it. */
  readonly claim: (jobId: string, name: string) => Promise<string | undefined>;
  readonly names: (jobId: string) => Promise<readonly string[]>;
  readonly path: (jobId: string, claimed: string) => string;
  /** Back under its own name, or one like it: never over a file that came meanwhile. */
  readonly giveBack: (jobId: string, claimed: string) => Promise<void>;
  /** Deletes what the job still holds; rejects when the folder can't be reached. */
  readonly close: (jobId: string) => Promise<void>;
};

export function openClaims(folder: string): Claims {
  const placeOf = (jobId: string): string => join(folder, CLAIMS, jobId);
  const names = async (jobId: string): Promise<readonly string[]> => (existsSync(placeOf(jobId)) ? (await readdir(placeOf(jobId))).sort() : []);

  return {
    names,
    path: (jobId, claimed) => join(placeOf(jobId), claimed),
    open: async (jobId) => {
      await mkdir(placeOf(jobId), { recursive: true });
    },
    claim: async (jobId, name) => {
      const last = (await names(jobId)).at(-1);
      // Sorts as claimed; copiers use the same name again once it is free.
      const claimed = `${String(Number(last?.slice(0, 4) ?? 0) + 1).padStart(4, '0')}-${name}`;
      try {
        await rename(join(folder, name), join(placeOf(jobId), claimed));
        return claimed;
      } catch {
        return undefined;
      }
    },
    giveBack: async (jobId, claimed) => {
      const { name, ext } = parse(claimed.slice(5));
      const free = ['', ' (2)', ' (3)', ` (${jobId.slice(-8)})`].map((suffix) => join(folder, `${name}${suffix}${ext}`)).find((path) => !existsSync(path));
      await rename(join(placeOf(jobId), claimed), free ?? join(folder, claimed));
    },
    close: async (jobId) => {
      await access(folder);
      await rm(placeOf(jobId), { recursive: true, force: true });
      // Only when no other desk has files there.
      await rmdir(join(folder, CLAIMS)).catch(() => undefined);
    },
  };
}

export type FileShape = { readonly size: number; readonly changedAtMs: number };

/** Undefined when it is gone, or is no file. */
export async function shapeOf(path: string): Promise<FileShape | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() === true ? { size: found.size, changedAtMs: found.mtimeMs } : undefined;
}
