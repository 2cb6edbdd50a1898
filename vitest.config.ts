import { defineConfig } from 'vitest/config';
import { messagePlugins } from './build/bundle/renderer.ts';

const shared = { restoreMocks: true, unstubGlobals: true };

// Playwright's tests and the API suite have their own runners: tests/e2e/run.ts and tests/api/run.ts.
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [messagePlugins()],
        test: {
          ...shared,
          name: 'rules',
          include: ['{shared,electron,renderer,build}/**/*.test.ts', 'tests/{zones,fakes,faults,harness}/**/*.test.ts'],
        },
      },
      {
        plugins: [messagePlugins()],
        test: { ...shared, name: 'screens', environment: 'happy-dom', include: ['renderer/**/*.test.tsx'] },
      },
    ],
  },
});
