import { expect, test } from 'vitest';
import { exceptionViolations, nameViolations } from './house.ts';

test('a folder named after nothing, or a file out of kebab-case, is refused', () => {
  expect(['shared/lib/result.ts', 'electron/ipc/call.preload.ts', 'shared/utils/a.ts', 'renderer/app/MainScreen.tsx'].map((file) => nameViolations(file).length))
    .toEqual([0, 0, 1, 1]);
});

// Written in two parts, so that this file holds no exception itself.
const off = (rest: string): string => `// eslint-${'disable'}-next-line ${rest}`;

test('an exception to a rule needs the rule’s name and a reason', () => {
  const tried = ['no-console -- the command line answers here', 'no-console', '', '-- because'];
  expect(tried.map((rest) => exceptionViolations('a.ts', off(rest)).length)).toEqual([0, 1, 1, 1]);
});
