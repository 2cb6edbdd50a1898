import { expect, test } from 'vitest';
import { electronArguments } from './electron-launch.ts';

test('the sandbox is left out for root only', () => {
  expect(electronArguments('/app', ['--plainpied-grc=demo'], true)).toEqual(['--no-sandbox', '/app', '--plainpied-grc=demo']);
  expect(electronArguments('/app', ['--plainpied-grc=demo'], false)).toEqual(['/app', '--plainpied-grc=demo']);
});
