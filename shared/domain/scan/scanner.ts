import { z } from 'zod';

/** Where a scanner takes paper from; `feeder-duplex` reads both sides of each sheet. */
export const scanFeedSchema = z.enum(['flatbed', 'feeder', 'feeder-duplex']);
export type ScanFeed = z.infer<typeof scanFeedSchema>;

export const scanColourSchema = z.enum(['grey', 'colour']);
export type ScanColour = z.infer<typeof scanColourSchema>;

/** How pages are read; `resolution` in dots per inch. */
export const scanProfileSchema = z.object({ feed: scanFeedSchema, resolution: z.int().min(50).max(1200), colour: scanColourSchema }).readonly();
export type ScanProfile = z.infer<typeof scanProfileSchema>;

export const scannerIdSchema = z.string().min(1).max(300);

/** A scanner of this desk, or the folder into which a copier writes. */
export type ScannerDevice = { readonly id: string; readonly name: string; readonly kind: 'scanner' | 'folder' };

/** What a device can do; no list is empty. A folder has nothing to choose: its only entries are what the copier is taken to do. */
export type ScannerOptions = {
  readonly feeds: readonly ScanFeed[];
  readonly resolutions: readonly number[];
  readonly colours: readonly ScanColour[];
};

/** Why a device stopped; the sheets it gave before are kept. */
export const scanProblemSchema = z.enum(['jam', 'feeder-empty', 'cover-open', 'device-gone', 'busy', 'not-permitted', 'unreadable', 'not-installed']);
export type ScanProblem = z.infer<typeof scanProblemSchema>;

const USUAL_RESOLUTION = 200;

/** The profile nearest to what a clerk asked for before, among what this device can do; 200 dpi grey from the feeder at first. */
export function profileFor(options: ScannerOptions, wanted: ScanProfile | null): ScanProfile {
  const feed = options.feeds.find((each) => each === (wanted?.feed ?? 'feeder')) ?? options.feeds[0] ?? 'flatbed';
  const colour = options.colours.find((each) => each === (wanted?.colour ?? 'grey')) ?? options.colours[0] ?? 'grey';
  const target = wanted?.resolution ?? USUAL_RESOLUTION;
  const [first = target, ...others] = options.resolutions;
  const resolution = others.reduce((nearest, each) => (Math.abs(each - target) < Math.abs(nearest - target) ? each : nearest), first);
  return { feed, resolution, colour };
}
