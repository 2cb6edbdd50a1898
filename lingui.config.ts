import { defineConfig } from '@lingui/conf';

// French is the language of the source text. The only catalogue holds every message, for translators to read.
export default defineConfig({
  sourceLocale: 'fr',
  locales: ['fr'],
  catalogs: [{ path: '<rootDir>/renderer/app/locales/{locale}', include: ['<rootDir>/renderer'], exclude: ['**/*.test.*'] }],
});
