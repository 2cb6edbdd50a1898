import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MAX_ATTACHMENT_BYTES, type MediaType } from '#shared/domain/document/attachment.ts';
import { sniff } from '#shared/domain/document/sniff.ts';
import type { RefusedFile } from '../scanner-source.ts';
import { shapeOf, type FileShape } from './claims.ts';
import { isWhole } from './whole-file.ts';

/** Milliseconds. `quiet`: how long a file must not have changed before it is read at all. */
export type Pace = {
  readonly look: number;
  readonly quiet: number;
  /** A TIFF that waits for its next page looks whole. */
  readonly quietTiff: number;
  /** After so long unchanged, a file that isn't whole is said to be so. */
  readonly patience: number;
};
export const USUAL_PACE: Pace = { look: 500, quiet: 2500, quietTiff: 6000, patience: 30_000 };

/** What a folder shows now: files that can be taken, oldest first, and those that can't, each said once. */
export type Sighting = { readonly ready: readonly string[]; readonly refused: readonly RefusedFile[] };

type Known = FileShape & { readonly since: number; verdict: 'unread' | 'whole' | 'unfinished' | 'refused' };
type Verdict = { readonly verdict: Known['verdict']; readonly refused?: RefusedFile };

/** Left alone without a word: what systems and writers put beside the files. */
const NOT_OURS = /^[.~]|^(thumbs\.db|desktop\.ini)$|\.(tmp|part|partial|crdownload)$/i;
const CLAIMS_TO_BE = /\.(pdf|jpe?g|png|tiff?)$/i;

/** Looks at a folder again and again and remembers what did not change; `read` gives a file's bytes, undefined when it can't. */
export function createFolderWatch(folder: string, pace: Pace, read: (path: string) => Promise<Uint8Array | undefined>, now: () => number) {
  let known = new Map<string, Known>();

  async function judge(name: string, file: Known, quiet: number): Promise<Verdict> {
    const late = quiet >= pace.patience;
    if (file.verdict === 'refused' || quiet < pace.quiet) return file;
    if (file.size === 0) return late ? refuse(name, 'empty') : file;
    if (file.size > MAX_ATTACHMENT_BYTES) return refuse(name, 'too-large');
    if (file.verdict === 'unread') return judgeContent(name, quiet);
    return file.verdict === 'unfinished' && late ? refuse(name, 'unfinished') : file;
  }

  async function judgeContent(name: string, quiet: number): Promise<Verdict> {
    const bytes = await read(join(folder, name));
    if (bytes === undefined) return { verdict: 'unread' };
    const type = sniff(bytes);
    if (type === undefined || type === 'foreign') return refuse(name, CLAIMS_TO_BE.test(name) ? 'disguised' : 'unknown-type');
    if (quiet < quietOf(type)) return { verdict: 'unread' };
    return { verdict: isWhole(bytes, type) ? 'whole' : 'unfinished' };
  }

  const quietOf = (type: MediaType): number => (type === 'image/tiff' ? pace.quietTiff : pace.quiet);
  const refuse = (name: string, reason: RefusedFile['reason']): Verdict => ({ verdict: 'refused', refused: { name, reason } });

  return {
    /** Rejects when the folder can't be read. */
    look: async (): Promise<Sighting> => {
      const seen = new Map<string, Known>();
      const refused: RefusedFile[] = [];
      // One instant for all: files that came together are ready together, and keep their order.
      const at = now();
      for (const name of await readdir(folder)) {
        const shape = NOT_OURS.test(name) ? undefined : await shapeOf(join(folder, name));
        if (shape === undefined) continue;
        const before = known.get(name);
        const same = before?.size === shape.size && before.changedAtMs === shape.changedAtMs;
        const file: Known = same ? before : { ...shape, since: at, verdict: 'unread' };
        const judged = await judge(name, file, at - file.since);
        if (judged.refused !== undefined) refused.push(judged.refused);
        seen.set(name, { ...file, verdict: judged.verdict });
      }
      known = seen;
      const ready = [...seen].filter(([, { verdict }]) => verdict === 'whole').sort(([a, one], [b, other]) => one.changedAtMs - other.changedAtMs || (a < b ? -1 : 1));
      return { ready: ready.map(([name]) => name), refused };
    },
    shapeOf: (name: string): FileShape | undefined => known.get(name),
    /** Not offered again while it stays as it is. */
    leave: async (name: string): Promise<void> => {
      const shape = await shapeOf(join(folder, name));
      if (shape !== undefined) known.set(name, { ...shape, since: now(), verdict: 'refused' });
    },
    forget: (name: string): void => void known.delete(name),
  };
}
