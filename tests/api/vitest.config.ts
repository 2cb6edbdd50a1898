import path from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: path.resolve(import.meta.dirname, '../..'),
  test: { include: ['tests/api/**/*.api.test.ts'], testTimeout: 60_000, hookTimeout: 60_000, fileParallelism: false },
});
