import { defineConfig } from 'vitest/config';

// Playwright's tests and the API suite have their own runners: tests/e2e/run.ts and tests/api/run.ts.
export default defineConfig({
  test: {
    include: ['{shared,electron,renderer,build}/**/*.test.{ts,tsx}', 'tests/{zones,fakes,faults}/**/*.test.ts'],
    restoreMocks: true,
    unstubGlobals: true,
  },
});
