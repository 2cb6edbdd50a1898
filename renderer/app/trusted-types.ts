type Policy = { createHTML(text: string): string; createScriptURL(url: string): string };
type Factory = { createPolicy(name: string, policy: Policy): unknown };

/**
 * The one Trusted Types policy: markup may only be emptied (React Aria's announcer does that), and a worker may only
 * start from a script of ours. Without it no worker starts at all under `require-trusted-types-for`.
 */
export function installTrustedTypes(): void {
  const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;
  factory?.createPolicy('default', {
    createHTML: (text) => {
      if (text !== '') throw new TypeError('markup is never written from text');
      return '';
    },
    createScriptURL: (url) => {
      const { origin, pathname } = new URL(url, location.href);
      if (origin !== location.origin || !/^\/assets\/[\w.-]+\.js$/.test(pathname)) throw new TypeError('not a script of ours');
      return url;
    },
  });
}
