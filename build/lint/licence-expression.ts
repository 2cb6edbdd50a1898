const PERMITTED = new Set([
  'MIT', 'MIT-0', 'ISC', '0BSD', 'BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'Zlib', 'Unlicense',
  'PostgreSQL', 'Unicode-3.0', 'Unicode-DFS-2016', 'MPL-2.0', 'OFL-1.1', 'CC0-1.0', 'Python-2.0',
]);

/** SPDX expressions of AND, OR and parentheses: every AND side must be permitted, one OR side is enough. */
export function isPermitted(expression: string): boolean {
  const tokens = expression.replace(/[()]/g, ' $& ').trim().split(/\s+/);
  const { value, rest } = either(tokens);
  return value && rest.length === 0;
}

type Read = { readonly value: boolean; readonly rest: readonly string[] };

function either(tokens: readonly string[]): Read {
  let left = both(tokens);
  while (left.rest[0]?.toUpperCase() === 'OR') {
    const right = both(left.rest.slice(1));
    left = { value: left.value || right.value, rest: right.rest };
  }
  return left;
}

function both(tokens: readonly string[]): Read {
  let left = single(tokens);
  while (left.rest[0]?.toUpperCase() === 'AND') {
    const right = single(left.rest.slice(1));
    left = { value: left.value && right.value, rest: right.rest };
  }
  return left;
}

function single(tokens: readonly string[]): Read {
  const [first = '', ...rest] = tokens;
  if (first !== '(') return { value: PERMITTED.has(first), rest };
  const inner = either(rest);
  return { value: inner.value, rest: inner.rest.slice(1) };
}
