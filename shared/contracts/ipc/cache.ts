import { z } from 'zod';

export const cacheArgs = {
  /** Nothing of the cache opens, time after time: takes all of it off the disk, unless the disk is still full. */
  'cache:clear': z.tuple([]),
} as const;
