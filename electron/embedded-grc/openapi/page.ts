import { grcApiRoutes, type GrcApiRoute } from '#shared/contracts/grc-api/routes.ts';

const CREDENTIALS: Readonly<Record<GrcApiRoute['credential'], string>> = {
  desk: 'desk credential',
  clerk: 'clerk token',
  either: 'desk credential or clerk token',
  enrolment: 'enrolment code',
  none: 'none',
};

/** The API as one page that a person reads: no script, no address but our own. */
export function openApiPage(): string {
  const rows = (grcApiRoutes as readonly GrcApiRoute[]).map(({ method, path, summary, credential, write, responses }) =>
    `<tr><td><code>${method}</code></td><td><code>/v1${text(path)}</code></td><td>${text(summary)}</td><td>${CREDENTIALS[credential]}</td><td>${write ?? ''}</td><td>${Object.keys(responses).join(', ')}</td></tr>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Plainpied GRC API</title>
<link rel="stylesheet" href="/docs/style.css"></head><body><main><h1>Plainpied GRC API</h1>
<p>The machine-readable contract is <a href="/v1/openapi.json">OpenAPI 3.1</a>, made from the schemas that server and desk parse with.</p>
<p>A write carries <code>Idempotency-Key</code>: the same key and content again gives the stored answer. A refusal is an RFC 9457 problem whose <code>messageFr</code> is a sentence for the clerk; only one with <code>retryable: false</code> is final.</p>
<table><thead><tr><th>Method</th><th>Path</th><th>What for</th><th>Credential</th><th>Write</th><th>Answers</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table></main></body></html>`;
}

export const PAGE_STYLE = `body{margin:0;background:#F6F5F1;color:#1A2126;font:16px/1.45 system-ui,sans-serif}main{max-width:70rem;margin:2rem auto;padding:0 1rem}
h1{color:#0B5957}table{width:100%;border-collapse:collapse;background:#fff}th,td{padding:.4rem .6rem;border-bottom:1px solid #CFCBC0;text-align:start;vertical-align:top}code{white-space:nowrap}`;

function text(value: string): string {
  return value.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
