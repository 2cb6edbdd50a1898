/** Bans that hold everywhere; an environment that adds its own repeats them, since ESLint replaces the list. */
export const everywhere = [
  { selector: 'ExportDefaultDeclaration', message: 'Named exports only: a thing has one name in the whole house.' },
  { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that holds it.' },
  { selector: 'TSEnumDeclaration', message: 'A union of strings instead of an enum.' },
];

export const codeRules = {
  'eqeqeq': ['error', 'always'],
  'no-console': 'error',
  'no-restricted-syntax': ['error', ...everywhere],
  'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-base-to-string': 'error',
  '@typescript-eslint/no-deprecated': 'error',
  '@typescript-eslint/no-unsafe-argument': 'error',
  '@typescript-eslint/no-unsafe-assignment': 'error',
  '@typescript-eslint/no-unsafe-call': 'error',
  '@typescript-eslint/no-unsafe-member-access': 'error',
  '@typescript-eslint/no-unsafe-return': 'error',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
  '@typescript-eslint/only-throw-error': 'error',
  '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
};

/** Tests read answers of pages and of servers, whose types they are there to check. */
export const testRules = {
  '@typescript-eslint/no-unsafe-argument': 'off',
  '@typescript-eslint/no-unsafe-assignment': 'off',
  '@typescript-eslint/no-unsafe-call': 'off',
  '@typescript-eslint/no-unsafe-member-access': 'off',
  '@typescript-eslint/no-unsafe-return': 'off',
  'max-lines': 'off',
  'no-console': 'off',
};
