import type { RecordRefusal } from '#shared/contracts/ipc/journal.ts';
import type { Result } from '#shared/lib/result.ts';
import type { Intent, SealedIntent } from '#shared/sync/intent.ts';

/** `failed`: main could not be asked, or broke; the same opId may be sent again. */
export type SealRefusal = RecordRefusal['code'] | 'failed';

/** How a screen has an act recorded. */
export interface Sealing {
  /**
   * Resolves once the journal holds the act and the screens show it; a known opId gets its first answer again. A cache
   * that fails is repaired by replay, so that it is never told as a failure to record. Never rejects.
   */
  seal(intent: Intent): Promise<Result<SealedIntent, SealRefusal>>;
  /** The second half alone, for what main sealed of its own: shows it, and lets it leave for the GRC. */
  showSealed(entry: SealedIntent): Promise<void>;
}
